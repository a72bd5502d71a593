import { Fragment, type ReactNode } from 'react'
import { cx } from './cx.ts'
import { untrusted } from './untrusted.tsx'

export interface Column<Row> {
  id: string
  head: ReactNode
  cell: (row: Row, index: number) => ReactNode
  /** Right aligned, and never broken. */
  numeric?: boolean | undefined
  /** Left out where the table is narrow. */
  low?: boolean | undefined
  /** How many columns this cell takes in this row; the covered ones are not asked. 1 unless told. */
  span?: ((row: Row) => number) | undefined
  sorted?: 'ascending' | 'descending' | undefined
  className?: string | undefined
}

interface DataTableProps<Row> {
  /** For screen readers. */
  caption: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  /** A row that needs looking at. */
  rowTone?: ((row: Row) => 'bad' | undefined) | undefined
  /** What is shown under a row that is opened, over the whole width; nothing for the others. */
  below?: ((row: Row) => ReactNode) | undefined
  /** Where it is narrow, a row becomes a list of facts under its first cell. */
  stack?: boolean | undefined
  className?: string | undefined
}

/** A table that never asks for more width than it has: low columns hide, and with `stack` rows turn into facts. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { caption, columns, rows, rowKey, rowTone, below, stack, className } = props
  return (
    <div className={cx('@container min-w-0', className)}>
      <table className={cx('data-table', stack && 'data-table-stack')}>
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.id} scope="col" aria-sort={column.sorted} className={look(column)}>
                {column.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <Fragment key={rowKey(row)}>
              <tr className={rowTone?.(row) === 'bad' ? 'data-table-bad' : undefined}>
                {cellsOf(columns, row).map(({ column, span }) => (
                  <td key={column.id} colSpan={span} className={look(column)}>
                    {stack && column !== columns[0] && (
                      <span aria-hidden="true" className="data-table-name">
                        {column.head}
                      </span>
                    )}
                    {stack ? (
                      <div>{untrusted(column.cell(row, index))}</div>
                    ) : (
                      untrusted(column.cell(row, index))
                    )}
                  </td>
                ))}
              </tr>
              <Below content={below?.(row)} columns={columns.length} />
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Below({ content, columns }: { content: ReactNode; columns: number }) {
  if (!content) return null
  return (
    <tr className="data-table-below">
      <td colSpan={columns}>{content}</td>
    </tr>
  )
}

function look<Row>(column: Column<Row>): string {
  return cx(column.numeric && 'data-table-number', column.low && 'data-table-low', column.className)
}

function cellsOf<Row>(columns: readonly Column<Row>[], row: Row) {
  const cells: { column: Column<Row>; span: number }[] = []
  let covered = 0
  for (const column of columns) {
    if (covered > 0) {
      covered -= 1
      continue
    }
    const span = column.span?.(row) ?? 1
    covered = span - 1
    cells.push({ column, span })
  }
  return cells
}
