import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { type Column, DataTable } from './data-table.tsx'

afterEach(cleanup)

interface Row {
  name: string
  size: number | undefined
}

const columns: Column<Row>[] = [
  { id: 'name', head: 'Name', cell: (row) => row.name },
  { id: 'size', head: 'Size', numeric: true, cell: (row) => row.size ?? 'does not report', span: spanOf },
  { id: 'unit', head: 'Unit', cell: () => 'MiB' },
]
function spanOf(row: Row) {
  return row.size === undefined ? 2 : 1
}

const rows = [
  { name: 'vda', size: 64 },
  { name: '<b>vdb</b>', size: undefined },
]

it('a table has a caption, heads and a cell for each', () => {
  render(<DataTable caption="Disks" columns={columns} rows={rows} rowKey={(row) => row.name} />)
  expect(screen.getByRole('table', { name: 'Disks' })).toBeTruthy()
  expect(screen.getAllByRole('columnheader').map((head) => head.textContent)).toEqual([
    'Name',
    'Size',
    'Unit',
  ])
  expect(screen.getAllByRole('cell').map((cell) => cell.textContent)).toEqual([
    'vda',
    '64',
    'MiB',
    '<b>vdb</b>',
    'does not report',
  ])
})

it('a cell that spans covers the next', () => {
  render(<DataTable caption="Disks" columns={columns} rows={rows} rowKey={(row) => row.name} />)
  expect(screen.getByRole('cell', { name: 'does not report' }).getAttribute('colspan')).toBe('2')
})
