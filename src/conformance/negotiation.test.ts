import { describe, expect, it } from 'vitest'
import { serverCases, shareVm } from './servers.ts'
import { greeted, negotiated, WireClient } from './wire-client.ts'

describe.each(serverCases)('greeting and negotiation of %s', (_, server) => {
  const dial = shareVm(server, Date.now)

  it('P-01, F-01: the greeting is one line that names version, package and capabilities', async () => {
    const greeting = await new WireClient(await dial()).readMessage()
    expect(greeting).toMatch(
      /^\{"QMP": \{"version": \{"qemu": \{"micro": \d+, "minor": \d+, "major": \d+\}, "package": ".*"\}, "capabilities": \[.*"oob".*\]\}\}\r\n$/,
    )
  })

  it('N-01: before negotiation every other command is refused, with its id, known or not', async () => {
    const client = await greeted(await dial())
    const refused = expecting("Expecting capabilities negotiation with 'qmp_capabilities'")
    expect(await client.say('{"execute": "query-name", "id": 7}', '{"execute": "nonsense"}')).toEqual([
      `{"id": 7, "error": ${refused}}`,
      `{"error": ${refused}}`,
    ])
    expect(await client.say('{"execute": "qmp_capabilities"}')).toEqual(['{"return": {}}'])
  })

  it('N-03: a capability that was not offered is refused, and the client may try again', async () => {
    const client = await greeted(await dial())
    const [refusal] = await client.say(
      '{"execute": "qmp_capabilities", "arguments": {"enable": ["nope"]}, "id": 1}',
    )
    expect(refusal).toMatch(/^\{"id": 1, "error": \{"class": "GenericError", "desc": ".*'nope'"\}\}$/)
    expect(await client.say('{"execute": "qmp_capabilities", "id": 2}')).toEqual(['{"return": {}, "id": 2}'])
  })

  it('N-04: a second negotiation is refused and changes nothing', async () => {
    const client = await negotiated(await dial())
    const refused = expecting('Capabilities negotiation is already complete, command ignored')
    expect(await client.say('{"execute": "qmp_capabilities"}', '{"execute": "query-name", "id": 1}')).toEqual(
      [`{"error": ${refused}}`, '{"return": {"name": "demo"}, "id": 1}'],
    )
  })

  it('N-06: the negotiation is answered with its id, even with null', async () => {
    const client = await greeted(await dial())
    expect(await client.say('{"execute": "qmp_capabilities", "id": null}')).toEqual([
      '{"return": {}, "id": null}',
    ])
  })

  it('P-06: a second client hears nothing until the first has left, and then what it sent is run', async () => {
    const first = await negotiated(await dial())
    const second = new WireClient(await dial())
    second.send('{"execute": "query-name", "id": "early"}')
    await first.say('{"execute": "query-name"}')
    expect(second.unread).toBe('')
    first.close()
    expect(await second.readMessage()).toContain('"QMP"')
    expect(await second.readMessage()).toContain('{"id": "early", "error": {"class": "CommandNotFound"')
  })

  it('P-08: the next client finds neither the half message nor the negotiation of the last', async () => {
    const first = await negotiated(await dial())
    await first.say('{"execute": "query-name"}')
    first.send('{"execute": "query-')
    first.close()
    const second = await greeted(await dial())
    expect(await second.say('{"execute": "qmp_capabilities", "id": 1}')).toEqual(['{"return": {}, "id": 1}'])
  })

  it('P-09: commands of a client that has left are not answered to the next as its own', async () => {
    const first = await negotiated(await dial())
    first.send('{"execute": "query-name", "id": "old"}'.repeat(20))
    first.close()
    const second = await greeted(await dial())
    const answers = await second.say('{"execute": "qmp_capabilities", "id": "new"}')
    expect(answers.filter((answer) => !answer.includes('"id": "old"'))).toEqual([
      '{"return": {}, "id": "new"}',
    ])
  })
})

function expecting(desc: string): string {
  return `{"class": "CommandNotFound", "desc": "${desc}"}`
}
