/** Marks every simulated VM. */
export function SimulatedMark() {
  return (
    <span className="shrink-0 rounded-[8px] bg-hover px-1.5 text-axis font-semibold text-ink-2">
      simulated
    </span>
  )
}
