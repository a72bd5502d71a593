import { expect, test } from './fixtures/test.ts'
import { parts } from './fixtures/vm-command-line.ts'

test('PCI devices are listed by address, with the IDs by which the VM names them', async ({
  shared,
  page,
  vmPage,
}) => {
  await shared.dashboard.open(page, '/vm/web-01/devices')
  const pci = vmPage.panel('PCI')
  for (const id of [parts.disk, parts.nic, parts.oldNic, parts.balloon]) await expect(pci).toContainText(id)
  await expect(pci).toContainText('1af4:10') // virtio's vendor and the start of its device numbers
  await expect(pci).toContainText('00:1f.0') // the bridge to ISA, where q35 has it
})
