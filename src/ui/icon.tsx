import {
  ArrowUp,
  Braces,
  Check,
  ChevronDown,
  ChevronLeft,
  ChevronRight,
  ChevronUp,
  Circle,
  CircleQuestionMark,
  Contrast,
  Copy,
  Download,
  Eject,
  Info,
  Keyboard,
  LoaderCircle,
  Lock,
  type LucideIcon,
  Menu,
  Moon,
  OctagonX,
  Pause,
  Play,
  Plug,
  Plus,
  Power,
  RotateCcw,
  Search,
  Sunrise,
  Terminal,
  Trash2,
  TriangleAlert,
  Unplug,
  X,
  Zap,
} from 'lucide-react'
import { cx } from './cx.ts'
import { type Tone, textTone } from './tone.ts'

const outlined = {
  alert: TriangleAlert,
  unknown: CircleQuestionMark,
  info: Info,
  lock: Lock,
  off: Circle,
  suspended: Moon,
  spinner: LoaderCircle,
  power: Power,
  reset: RotateCcw,
  quit: OctagonX,
  wake: Sunrise,
  nmi: Zap,
  plug: Plug,
  unplug: Unplug,
  eject: Eject,
  search: Search,
  plus: Plus,
  menu: Menu,
  copy: Copy,
  check: Check,
  close: X,
  trash: Trash2,
  save: Download,
  theme: Contrast,
  keyboard: Keyboard,
  command: Terminal,
  braces: Braces,
  top: ArrowUp,
  down: ChevronDown,
  up: ChevronUp,
  left: ChevronLeft,
  right: ChevronRight,
} satisfies Record<string, LucideIcon>

const solid = { play: Play, pause: Pause, dot: Circle } satisfies Record<string, LucideIcon>

export type IconName = keyof typeof outlined | keyof typeof solid

interface IconProps {
  name: IconName
  tone?: Tone | undefined
  /** In px; 16 unless told. */
  size?: number | undefined
  /** Only where no word stands beside the icon. */
  label?: string | undefined
  className?: string | undefined
}

/** One of our names for a drawing. Silent to screen readers unless it has a label; the spinner turns. */
export function Icon({ name, tone, size = 16, label, className }: IconProps) {
  const classes = cx('shrink-0', name === 'spinner' && 'spin', tone && textTone[tone], className)
  const said = label ? ({ role: 'img', 'aria-label': label } as const) : ({ 'aria-hidden': true } as const)
  if (name in solid) {
    const Solid = solid[name as keyof typeof solid]
    const dot = name === 'dot' && 'scale-[.4]'
    return <Solid size={size} className={cx(classes, dot)} fill="currentColor" strokeWidth={1} {...said} />
  }
  const Outlined = outlined[name as keyof typeof outlined]
  return <Outlined size={size} className={classes} strokeWidth={2.2} {...said} />
}
