import { expect, it, vi } from 'vitest'
import { handleCalls, holdCalls } from '../../../../../electron/main/ipc/early-calls.ts'
import { listeners } from '../../../../support/fakes/ipc-main.ts'

vi.mock('electron', () => import('../../../../support/fakes/ipc-main.ts'))

const call = (channel: string, args: unknown): Promise<unknown> | undefined => listeners.get(channel)?.({ sender: 'page' } as never, args)

it('a call that comes before main is built waits for it, and later ones are handled at once', async () => {
  holdCalls('early.snapshot')
  const registered = listeners.get('early.snapshot')
  const first = call('early.snapshot', 1)
  handleCalls('early.snapshot', async (event, args) => ({ event, args }))
  expect(await first).toEqual({ event: { sender: 'page' }, args: 1 })
  expect(await call('early.snapshot', 2)).toEqual({ event: { sender: 'page' }, args: 2 })
  // Electron takes one handler for a channel, and throws at a second one
  expect(listeners.get('early.snapshot')).toBe(registered)
})

it('a channel that nobody holds is handled by its own handler', async () => {
  const handle = async () => 'answer'
  handleCalls('early.other', handle)
  expect(listeners.get('early.other')).toBe(handle)
})
