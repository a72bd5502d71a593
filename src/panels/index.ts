import { accelerator } from './accelerator/panel.ts'
import { balloon } from './balloon/panel.ts'
import { blockDevices } from './block-devices/panel.ts'
import { characterDevices } from './character-devices/panel.ts'
import { commandLine } from './command-line/panel.ts'
import { cpus } from './cpus/panel.ts'
import { display } from './display/panel.ts'
import { eventLog } from './event-log/panel.ts'
import { memory } from './memory/panel.ts'
import { nameUuid } from './name-uuid/panel.ts'
import { network } from './network/panel.ts'
import type { Panel } from './panel.ts'
import { pci } from './pci/panel.ts'
import { status } from './status/panel.ts'
import { version } from './version/panel.ts'

/** Every panel, in the order in which a page shows those of one place. */
export const panels: readonly Panel[] = [
  status,
  cpus,
  memory,
  balloon,
  blockDevices,
  network,
  display,
  version,
  nameUuid,
  accelerator,
  commandLine,
  characterDevices,
  pci,
  eventLog,
]
