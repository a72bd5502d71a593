import { describe, expect, it } from 'vitest'
import { serverCases, shareVm } from './servers.ts'
import { negotiated } from './wire-client.ts'

const request = '{"execute": "query-name", "id": {"a": ["{", "\\"}", 1]}}'
const answer = '{"return": {"name": "demo"}, "id": {"a": ["{", "\\"}", 1]}}'

describe.each(serverCases)('what %s takes for a message', (_, server) => {
  const dial = shareVm(server, Date.now)

  it('F-05: a command runs at its closing brace, without a newline', async () => {
    const client = await negotiated(await dial())
    client.send(request)
    expect(await client.readMessage()).toBe(`${answer}\r\n`)
  })

  it('F-05: two commands in one write are both answered, in order', async () => {
    const client = await negotiated(await dial())
    expect(await client.say('{"execute": "query-name", "id": 1}{"execute": "query-name", "id": 2}')).toEqual([
      '{"return": {"name": "demo"}, "id": 1}',
      '{"return": {"name": "demo"}, "id": 2}',
    ])
  })

  it('F-05: strings may be in single quotes', async () => {
    const client = await negotiated(await dial())
    expect(await client.say(`{'execute': 'query-name', 'id': "it's"}`)).toEqual([
      '{"return": {"name": "demo"}, "id": "it\'s"}',
    ])
  })

  it('F-05: white space is allowed between tokens, and alone is not answered', async () => {
    const client = await negotiated(await dial())
    expect(await client.say(' \t\r\n\n', '\n{ "execute"\r\n:\t"query-name" ,"id":1\n}\n\n')).toEqual([
      '{"return": {"name": "demo"}, "id": 1}',
    ])
  })

  it('F-02: a command may be split at any character', async () => {
    const client = await negotiated(await dial())
    const cuts = [...request].map((_, at) => [request.slice(0, at), request.slice(at)])
    expect(await client.say(...cuts.flat())).toEqual(cuts.map(() => answer))
    expect(await client.say(...request)).toEqual([answer])
  })

  it('F-03: what is not ASCII is answered in escapes', async () => {
    const client = await negotiated(await dial())
    expect(await client.say('{"execute": "query-name", "id": "é😀\\u0000\\/\\n\u007f"}')).toEqual([
      '{"return": {"name": "demo"}, "id": "\\u00E9\\uD83D\\uDE00\\u0000/\\n\\u007F"}',
    ])
  })

  it.each([
    ['F-04: half of a surrogate pair', '{"execute": "query-name", "id": "\\ud800"}'],
    ['F-04: a surrogate pair the wrong way round', '{"execute": "query-name", "id": "\\udc00\\ud800"}'],
    ['F-04: an escaped non-character', '{"execute": "query-name", "id": "\\uffff"}'],
    ['F-04: a non-character', '{"execute": "query-name", "id": "\ufffe"}'],
    ['F-07: a duplicate key', '{"execute": "query-name", "id": 1, "id": 2}'],
    ['F-09: a missing comma', '{"execute": "query-name" "id": 1}'],
    ['F-09: a comma too many', '{"execute": "query-name", "id": 1,}'],
    ['F-09: a number that is none', '{"execute": "query-name", "id": NaN}'],
    ['F-09: a keyword that is none', '{"execute": tru}'],
    ['F-09: a key that is no string', '{1: "query-name"}'],
    ['F-09: brackets that do not match', '{"execute": ["query-name"}]'],
    ['F-09: a brace that closes nothing', '}'],
    ['F-09: a line break in a string', '{"execute": "query-\nname"}'],
    ['F-09: an escape that is none', '{"execute": "\\x"}'],
    ['F-09: words', 'help\n'],
    ['F-13: a byte order mark', '\ufeff'],
  ])('%s gives errors without an id, and the next command is understood', async (_case, text) => {
    const client = await negotiated(await dial())
    const errors = await client.say(text)
    expect(errors.length).toBeGreaterThan(0)
    for (const error of errors) expect(error).toMatch(parseError)
    expect(await client.say(request)).toEqual([answer])
  })

  it('F-08: what follows an open brace is swallowed until a control character', async () => {
    const client = await negotiated(await dial())
    const errors = await client.say('{{{', '{"execute": "query-name", "id": "swallowed"}', '\x01')
    expect(errors.length).toBeGreaterThan(0)
    for (const error of errors) expect(error).toMatch(parseError)
    expect(await client.say(request)).toEqual([answer])
  })

  it('F-10: nesting of 1024 is fine, deeper is refused without an id', async () => {
    const client = await negotiated(await dial())
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)
    expect(await client.say(`{"execute": "query-name", "id": ${nested(1023)}}`)).toEqual([
      `{"return": {"name": "demo"}, "id": ${nested(1023)}}`,
    ])
    const [first, ...more] = await client.say(`{"execute": "query-name", "id": ${nested(1024)}}`)
    expect(first).toBe('{"error": {"class": "GenericError", "desc": "JSON nesting depth limit exceeded"}}')
    for (const error of more) expect(error).toMatch(parseError)
  })
})

describe.each(serverCases)('with pretty=on, %s', (_, server) => {
  const dial = shareVm(server, Date.now, { pretty: true })

  it('F-02: writes a message over many lines, and empty containers over two', async () => {
    const client = await negotiated(await dial())
    expect(await client.exchange('{"execute": "query-name", "id": [1, {}, []]}')).toBe(
      [
        '{',
        '    "return": {',
        '        "name": "demo"',
        '    },',
        '    "id": [',
        '        1,',
        '        {',
        '        },',
        '        [',
        '        ]',
        '    ]',
        '}',
        '',
      ].join('\r\n'),
    )
  })
})

const parseError = /^\{"error": \{"class": "GenericError", "desc": "JSON parse error, .*"\}\}$/
