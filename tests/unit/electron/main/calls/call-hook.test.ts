import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { CallEvent } from '../../../../../electron/main/calls/call-events.ts'
import { createCallHook } from '../../../../../electron/main/calls/call-hook.ts'
import { type CallHook, noHook } from '../../../../../shared/domain/call-hook.ts'

const event: CallEvent = {
  ...{ event: 'ring', at: '2026-11-23T14:00:00.000Z', call: 'call-0001', line: 'sip_1', lineName: 'Office; rm -rf $HOME' },
  ...{ direction: 'incoming', number: '+493023125110', name: '"Anna" `id`' },
}
let folder: string
let logged: string[]
let asked: [string, RequestInit][]
let status: number
let allowed: boolean

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hook-'))
  logged = []
  asked = []
  status = 204
  allowed = true
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const hookTo = (hook: Partial<CallHook>) =>
  createCallHook({
    hook: () => ({ ...noHook, ...hook }),
    allowed: () => allowed,
    fetch: async (url, init) => {
      asked.push([url, init])
      return new Response(null, { status })
    },
    log: (text) => logged.push(text),
  })

it.skipIf(process.platform === 'win32')('a program gets the event on its input and in its environment, as it is', async () => {
  const program = join(folder, 'on-call')
  writeFileSync(
    program,
    `#!/bin/sh\ncat > "${folder}/input"\nprintf '%s|%s|%s' "$DIALDESK_EVENT" "$DIALDESK_LINE_NAME" "$DIALDESK_NAME" > "${folder}/environment"\n`,
  )
  chmodSync(program, 0o755)
  hookTo({ target: program })(event)
  await vi.waitFor(() => expect(readFileSync(join(folder, 'environment'), 'utf8')).toBe(`ring|${event.lineName}|${event.name}`), { timeout: 10_000 })
  expect(JSON.parse(readFileSync(join(folder, 'input'), 'utf8'))).toEqual(event)
  expect(logged).toEqual([])
})

it('an address gets the event as a POST, without cookies and without being sent elsewhere', async () => {
  hookTo({ target: 'https://crm.example/call' })(event)
  await vi.waitFor(() => expect(asked).toHaveLength(1))
  const [url, init] = asked[0] ?? []
  expect([url, init?.method, init?.redirect, init?.credentials]).toEqual(['https://crm.example/call', 'POST', 'error', 'omit'])
  expect(JSON.parse(String(init?.body))).toEqual(event)
})

it('only the chosen events are passed on, and none where a policy forbids it or the target is neither', () => {
  hookTo({ target: 'https://crm.example/', events: ['end'] })(event)
  hookTo({ target: 'crm.example' })(event)
  hookTo({})(event)
  allowed = false
  hookTo({ target: 'https://crm.example/' })(event)
  expect(asked).toEqual([])
})

it('what fails is logged, and a flood leaves out the rest', async () => {
  status = 500
  const hook = hookTo({ target: 'https://crm.example/' })
  for (let i = 0; i < 6; i++) hook(event)
  expect(asked).toHaveLength(4)
  await vi.waitFor(() => expect(logged).toHaveLength(6))
  expect(logged).toContain('call hook: the address answered 500')
  hookTo({ target: join(folder, 'not there') })(event)
  await vi.waitFor(() => expect(logged.at(-1)).toMatch(/ENOENT/))
})
