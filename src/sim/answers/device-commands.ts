import { QomTree } from '../machine/qom-tree.ts'
import type { Commands } from '../protocol/commands.ts'
import type { Value } from '../wire/value.ts'
import { flag, integer, optionalText, text } from './argument-values.ts'
import { recordedList, recordedObjects } from './recorded.ts'
import type { Vm } from './vm.ts'

/** Balloon, network, display, and the tree in which all devices hang. */
export function deviceCommands({ balloon, network, display }: Vm): Partial<Commands> {
  const pollingInterval = 'guest-stats-polling-interval'
  const object = '/machine/peripheral/balloon0'
  const tree = new QomTree(recordedObjects, [
    { object, property: 'guest-stats', get: () => balloon.stats() },
    {
      object,
      property: pollingInterval,
      get: () => balloon.pollingInterval,
      set: (value) => {
        balloon.pollingInterval = Number(integer({ [pollingInterval]: value }, pollingInterval))
      },
    },
  ])
  return {
    plain: {
      'query-balloon': () => ({ actual: balloon.actual }),
      'query-rx-filter': () => network.rxFilter(recordedList('query-rx-filter')),
      'query-vnc': () => display.vnc(),
      'query-vnc-servers': () => display.servers(),
    },
    withArguments: {
      balloon: (args) => {
        balloon.ask(integer(args, 'value'))
      },
      set_link: (args) => {
        flag(args, 'up')
        network.setLink(text(args, 'name'))
      },
      'query-rx-filter': (args) =>
        network.rxFilter(recordedList('query-rx-filter'), optionalText(args, 'name')),
      'query-stats': () => [],
      'qom-list': (args) => tree.list(text(args, 'path')),
      'qom-list-types': (args) => typesOf(optionalText(args, 'implements')),
      'qom-get': (args) => tree.get(text(args, 'path'), text(args, 'property')),
      'qom-set': (args) => {
        tree.set(text(args, 'path'), text(args, 'property'), args['value'] ?? null)
      },
      'send-key': () => undefined,
      'input-send-event': () => undefined,
    },
  }
}

const accelerators = ['kvm-accel', 'tcg-accel', 'qtest-accel']

/** The types that were recorded; of all others QEMU says, as of a type it does not know, that nothing implements them. */
function typesOf(interfaceName: string | undefined): Value[] {
  if (interfaceName !== 'accel') return []
  return [{ name: 'accel', parent: 'object' }, ...accelerators.map((name) => ({ name, parent: 'accel' }))]
}
