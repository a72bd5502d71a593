/** The look of everything that is typed into. 16 px on a phone: with less, Safari zooms the page. */
export const fieldBox =
  'min-w-0 rounded-control border border-edge bg-panel text-ink placeholder:text-ink-3 aria-invalid:border-bad phone:min-h-11 phone:text-[16px]'
