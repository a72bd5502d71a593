import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { kill, listening, startProgram } from '../testing/programs.ts'
import { findVnc } from './find-vnc.ts'
import { scriptedVm } from './testing/scripted-vm.ts'

test.runIf(process.platform === 'linux')(
  'a socket of another program is no stream of a QEMU that only says so, not through a link either',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'within-reach-'))
    const at = (name: string) => join(folder, name)
    const listen = "require('node:net').createServer().listen(process.argv[1])"
    const stranger = startProgram([process.execPath, '-e', listen, at('stranger')])
    const monitor = createServer().listen(at('monitor'))
    onTestFinished(async () => {
      monitor.close()
      await kill(stranger)
      rmSync(folder, { recursive: true })
    })
    await listening(at('stranger'), stranger)
    symlinkSync(at('stranger'), at('link'))
    for (const name of ['stranger', 'link']) {
      const listener = { host: '', service: at(name), family: 'unix', auth: 'none', websocket: false }
      const script = { 'query-vnc-servers': [{ id: 'default', auth: 'none', server: [listener] }] }
      const { ask, target } = scriptedVm(script, { kind: 'unix', path: at('monitor') })
      await expect(findVnc(ask, target, 'default')).rejects.toThrow('Another process')
    }
  },
)
