import { describe, expect, it } from 'vitest'
import { createAreas } from '../../../../../electron/main/billing/areas.ts'
import { noServices } from '../../../../../shared/domain/empty.ts'
import { AppError } from '../../../../../shared/domain/failure.ts'
import type { Services } from '../../../../../shared/domain/services.ts'
import { openAccountOn } from '../../../../support/fakes/open-account.ts'

/** Areas of an account, with the database failing on each write if `full`. */
function areas(full = false) {
  const account = openAccountOn()
  let state: Services['areas'] = noServices.areas
  const { request } = account.database
  const database = {
    ...account.database,
    request: (async (name: string, ...args: never[]) => {
      if (full && name === 'writeValue') throw new Error('database or disk is full')
      return (request as (...all: unknown[]) => unknown)(name, ...args)
    }) as typeof request,
  }
  const open = () => createAreas({ ...account, database }, (next) => (state = next))
  return { areas: open(), again: open, state: () => state }
}
const refused = new AppError('not-allowed', 'no reseller')

describe('an area', () => {
  it('is allowed or refused as the provider answered last, after a restart too', async () => {
    const { areas: a, again, state } = areas()
    expect(await a.ask('cards', async () => 'card')).toBe('card')
    await expect(a.ask('callshop', () => Promise.reject(refused))).rejects.toBe(refused)
    expect([state().cards.access, state().callshop.access]).toEqual(['allowed', 'refused'])
    await again().start()
    expect([state().cards.access, state().callshop.access]).toEqual(['allowed', 'refused'])
  })
  it('whose state cannot be saved has the provider’s answer all the same', async () => {
    const { areas: a, state } = areas(true)
    expect(await a.ask('cards', async () => 'card')).toBe('card')
    await expect(a.ask('callshop', () => Promise.reject(refused))).rejects.toBe(refused)
    expect([state().cards.access, state().callshop.access]).toEqual(['allowed', 'refused'])
  })
})
