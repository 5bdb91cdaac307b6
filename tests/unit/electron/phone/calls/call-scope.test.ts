import { setTimeout as after } from 'node:timers/promises'
import { expect, it, vi } from 'vitest'
import { failOwner, inScopeOf, outOfScope } from '../../../../../electron/phone/calls/call-scope.ts'

it('what a call starts belongs to it, what it starts for all calls to none', async () => {
  const fail = vi.fn()
  const error = new Error('unexpected')
  const later = async (): Promise<boolean> => {
    await after(1)
    return failOwner(error)
  }
  const [own, shared] = inScopeOf({ fail }, () => [later(), outOfScope(later)] as const)
  expect(await own).toBe(true)
  expect(await shared).toBe(false)
  expect(fail).toHaveBeenCalledExactlyOnceWith(error)
  expect(failOwner(error)).toBe(false)
})
