import { expect, it } from 'vitest'
import { channels } from '../../../../electron/preload/channels.ts'
import { ipc } from '../../../../shared/contract/ipc.ts'

it('the preload’s channels are the contract’s', () => {
  expect(channels.length).toBe(Object.values(ipc).reduce((n, entries) => n + Object.keys(entries).length, 0))
})
