import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, expect, test } from 'vitest'
import entries from '#qapi/recorded/qemu-7.2.json'
import { type PanelVm, usePanelVm } from './panel-vm.ts'
import { renderPanel } from './testing/render-panel.tsx'
import { type Answers, Refusal, SimulatedQemu } from './testing/simulated-qemu.ts'
import { useSchema } from './use-schema.ts'
import { useVm } from './use-vms.ts'

afterEach(cleanup)

/** Says what the schema of a VM's QEMU knows of two commands. */
function Told({ id }: { id: string }) {
  const schema = useSchema(useVm(id))
  const args = schema?.argumentsOf('eject')?.members.map(({ name }) => name)
  return schema ? (
    <output>
      {id} {args?.join(' ')} {schema.borrowedFrom} {`${schema.has('query-accelerators')}`}
    </output>
  ) : (
    <p>{id} nothing yet</p>
  )
}

/** Shows what needs the schema after a click. */
function Asking() {
  const [shown, setShown] = useState(false)
  const { vm }: { vm: PanelVm<'query-status', never> } = usePanelVm(useVm('web-01'), 'web-01', 'operator')
  const status = vm.useRead('query-status').data
  return (
    <>
      {status && (
        <button type="button" onClick={() => setShown(!shown)}>
          {shown ? 'Hide' : 'Show'}
        </button>
      )}
      {shown && ['web-01', 'web-02'].map((id) => <Told key={id} id={id} />)}
    </>
  )
}

/** Two VMs of the same build. */
function renderAsking(answers: Answers, scenario = 'default') {
  const first = new SimulatedQemu(answers, { scenario })
  const second = new SimulatedQemu(answers, { scenario })
  renderPanel({ component: Asking }, first, { others: { 'web-02': second } })
  return { asked: () => [first, second].flatMap((qemu) => qemu.asked('query-qmp-schema')) }
}

const click = async (name: string) => fireEvent.click(await screen.findByRole('button', { name }))
const told = async () => (await screen.findAllByRole('status')).map(({ textContent }) => textContent)

test('the schema is asked for when it is first needed, and once for all VMs of a build', async () => {
  const { asked } = renderAsking({ 'query-qmp-schema': entries })
  await screen.findByRole('button', { name: 'Show' })
  expect(asked()).toEqual([])
  await click('Show')
  await waitFor(async () => expect(await told()).toHaveLength(2))
  expect(await told()).toEqual(['web-01 device id force  false', 'web-02 device id force  false'])
  await click('Hide')
  await click('Show')
  expect(await told()).toHaveLength(2)
  expect(asked()).toHaveLength(1)
})

test('I-10: before 2.5 there are the names of query-commands, with arguments borrowed of a newer QEMU', async () => {
  const { asked } = renderAsking({}, 'era-1.0')
  await click('Show')
  await waitFor(async () => expect(await told()).toContain('web-01 device id force QEMU 10.0 false'))
  expect(asked()).toEqual([])
})

test.each([
  ['a refusal', new Refusal('no')],
  ['rubbish', [{ name: '0', 'meta-type': 'object', members: 'x' }]],
])('%s instead of a schema leaves the page without one, and it is asked for again', async (_what, answer) => {
  const answers: Answers = { 'query-qmp-schema': answer }
  const { asked } = renderAsking(answers)
  await click('Show')
  await waitFor(() => expect(asked().length).toBeGreaterThan(0))
  await screen.findByText('web-01 nothing yet')
  await click('Hide')
  answers['query-qmp-schema'] = entries
  await click('Show')
  await waitFor(async () => expect(await told()).toContain('web-01 device id force  false'))
})
