/** Class codes of the devices that QEMU has, as base class and subclass. */
const classes: ReadonlyMap<number, string> = new Map([
  [0x0000, 'unclassified'],
  [0x00ff, 'unclassified'],
  [0x0100, 'SCSI controller'],
  [0x0101, 'IDE controller'],
  [0x0104, 'RAID controller'],
  [0x0106, 'SATA controller'],
  [0x0107, 'SAS controller'],
  [0x0108, 'NVMe controller'],
  [0x0109, 'UFS controller'],
  [0x0180, 'storage controller'],
  [0x0200, 'Ethernet card'],
  [0x0280, 'network card'],
  [0x0300, 'VGA card'],
  [0x0380, 'display card'],
  [0x0400, 'video device'],
  [0x0401, 'audio device'],
  [0x0403, 'HD audio device'],
  [0x0500, 'RAM controller'],
  [0x0502, 'CXL memory'],
  [0x0580, 'memory controller'],
  [0x0600, 'host bridge'],
  [0x0601, 'ISA bridge'],
  [0x0604, 'PCI bridge'],
  [0x0609, 'PCI bridge'],
  [0x0680, 'bridge'],
  [0x0700, 'serial port'],
  [0x0780, 'communication device'],
  [0x0805, 'SD host controller'],
  [0x0806, 'IOMMU'],
  [0x0880, 'system peripheral'],
  [0x0900, 'keyboard'],
  [0x0902, 'mouse'],
  [0x0980, 'input device'],
  [0x0c03, 'USB controller'],
  [0x0c04, 'Fibre Channel adapter'],
  [0x0c05, 'SMBus controller'],
  [0x1000, 'encryption controller'],
  [0x1080, 'encryption controller'],
])

/** A PCI class in words; `undefined` for one that no device of QEMU has. */
export function pciClassName(code: number): string | undefined {
  return classes.get(code)
}

/** Vendors of the devices that QEMU has. */
const vendors: ReadonlyMap<number, string> = new Map([
  [0x1000, 'LSI'],
  [0x1002, 'ATI'],
  [0x100b, 'National Semiconductor'],
  [0x1011, 'DEC'],
  [0x1013, 'Cirrus Logic'],
  [0x1014, 'IBM'],
  [0x101e, 'AMI'],
  [0x1022, 'AMD'],
  [0x1033, 'NEC'],
  [0x103c, 'Hewlett-Packard'],
  [0x104c, 'Texas Instruments'],
  [0x1057, 'Motorola'],
  [0x106b, 'Apple'],
  [0x108e, 'Sun'],
  [0x1095, 'Silicon Image'],
  [0x10de, 'NVIDIA'],
  [0x10ec, 'Realtek'],
  [0x1106, 'VIA'],
  [0x1234, 'QEMU'],
  [0x1274, 'Ensoniq'],
  [0x144d, 'Samsung'],
  [0x15ad, 'VMware'],
  [0x15b3, 'Mellanox'],
  [0x19e5, 'Huawei'],
  [0x1af4, 'Virtio'],
  [0x1b36, 'Red Hat'],
  [0x8086, 'Intel'],
])

/** The maker of a device, by vendor ID. */
export function pciVendorName(vendor: number): string | undefined {
  return vendors.get(vendor)
}

/** Virtio device types; a modern device has the id 0x1040 and its type. */
const virtioTypes: ReadonlyMap<number, string> = new Map([
  [1, 'net'],
  [2, 'block'],
  [3, 'console'],
  [4, 'rng'],
  [5, 'balloon'],
  [8, 'SCSI'],
  [9, '9P'],
  [16, 'GPU'],
  [18, 'input'],
  [19, 'vsock'],
  [20, 'crypto'],
  [23, 'IOMMU'],
  [24, 'mem'],
  [25, 'sound'],
  [26, 'filesystem'],
  [27, 'pmem'],
  [34, 'I2C'],
  [36, 'SCMI'],
  [41, 'GPIO'],
])

const devices: ReadonlyMap<string, string> = new Map([
  ['1000:0012', '53C895A SCSI'],
  ['1000:0054', 'SAS1068'],
  ['1000:005b', 'MegaRAID SAS 2208'],
  ['1000:0060', 'MegaRAID SAS 1078'],
  ['1011:0019', 'Tulip 21143'],
  ['1013:00b8', 'CL-GD5446'],
  ['1022:2000', 'PCnet'],
  ['1022:2020', 'Am53c974 SCSI'],
  ['1033:0194', 'uPD720200 xHCI'],
  ['10ec:8029', 'RTL8029 (ne2k)'],
  ['10ec:8139', 'RTL8139'],
  ['1234:1111', 'standard VGA'],
  ['1234:11e8', 'edu'],
  ['1274:5000', 'ES1370'],
  ['15ad:0405', 'SVGA II'],
  ['15ad:07b0', 'VMXNET3'],
  ['15ad:07c0', 'PVSCSI'],
  ['1af4:1000', 'virtio net'],
  ['1af4:1001', 'virtio block'],
  ['1af4:1002', 'virtio balloon'],
  ['1af4:1003', 'virtio console'],
  ['1af4:1004', 'virtio SCSI'],
  ['1af4:1005', 'virtio rng'],
  ['1af4:1009', 'virtio 9P'],
  ['1af4:1012', 'virtio vsock'],
  ['1af4:1110', 'ivshmem'],
  ['1b36:0001', 'pci-bridge'],
  ['1b36:0002', 'pci-serial'],
  ['1b36:0003', 'pci-serial-2x'],
  ['1b36:0004', 'pci-serial-4x'],
  ['1b36:0005', 'pci-testdev'],
  ['1b36:0006', 'rocker'],
  ['1b36:0007', 'sdhci-pci'],
  ['1b36:0008', 'PCIe host bridge'],
  ['1b36:0009', 'pxb'],
  ['1b36:000b', 'pxb-pcie'],
  ['1b36:000c', 'pcie-root-port'],
  ['1b36:000d', 'qemu-xhci'],
  ['1b36:000e', 'pcie-pci-bridge'],
  ['1b36:0010', 'nvme'],
  ['1b36:0011', 'pvpanic-pci'],
  ['1b36:0013', 'ufs'],
  ['1b36:0100', 'QXL'],
  ['8086:100e', '82540EM (e1000)'],
  ['8086:10c9', '82576 (igb)'],
  ['8086:10d3', '82574L (e1000e)'],
  ['8086:1209', '82551IT'],
  ['8086:1237', '440FX'],
  ['8086:2415', 'AC97'],
  ['8086:244e', 'DMI to PCI bridge'],
  ['8086:25ab', '6300ESB watchdog'],
  ['8086:2668', 'ICH6 HD audio'],
  ['8086:2918', 'ICH9 LPC'],
  ['8086:2922', 'ICH9 AHCI'],
  ['8086:2930', 'ICH9 SMBus'],
  ['8086:2934', 'ICH9 UHCI'],
  ['8086:2935', 'ICH9 UHCI'],
  ['8086:2936', 'ICH9 UHCI'],
  ['8086:293a', 'ICH9 EHCI'],
  ['8086:293e', 'ICH9 HD audio'],
  ['8086:29c0', 'Q35'],
  ['8086:3420', 'ioh3420 root port'],
  ['8086:7000', 'PIIX3 ISA'],
  ['8086:7010', 'PIIX3 IDE'],
  ['8086:7020', 'PIIX3 UHCI'],
  ['8086:7113', 'PIIX4 ACPI'],
])

const virtio = 0x1af4

/** What QEMU's own devices are called, by vendor and device id; `undefined` for one of somebody else. */
export function pciDeviceName(vendor: number, device: number): string | undefined {
  const type = vendor === virtio ? virtioTypes.get(device - 0x1040) : undefined
  return type === undefined ? devices.get(`${hex4(vendor)}:${hex4(device)}`) : `virtio ${type}`
}

/** An id as PCI people write it: four digits of hexadecimal. */
export function hex4(id: number): string {
  return id.toString(16).padStart(4, '0')
}
