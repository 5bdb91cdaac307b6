import { z } from 'zod'
import { noServices } from '../../../shared/domain/empty.ts'
import { AppError } from '../../../shared/domain/failure.ts'
import { type Area, type AreaState, areaStateSchema, type Services } from '../../../shared/domain/services.ts'
import type { OpenAccount } from '../account/account-session.ts'
import { fetchAccounts } from '../provider/account.ts'
import { tryLogin } from '../provider/login.ts'
import { assertUserName, type Credentials, signingCredentials, type TypedCredentials, wipe } from '../provider/signer.ts'
import { parseJson } from '../storage/read-as.ts'

const secretSchema = z.object({ userName: z.string(), password: z.string() })
const areasSchema = z.object({ cards: areaStateSchema, callshop: areaStateSchema })

export type Areas = {
  readonly start: () => Promise<void>
  /** Asks the provider with the area's own sign-in, or the account's, and notes whether the account may. */
  readonly ask: <T>(area: Area, request: (credentials: Credentials) => Promise<T>) => Promise<T>
  readonly signIn: (area: Area, own: TypedCredentials) => Promise<void>
  readonly signOut: (area: Area) => Promise<void>
  /** Removes the sign-ins from the keychain without publishing it. */
  readonly forgetAll: () => Promise<void>
  readonly setHidden: (area: Area, hidden: boolean) => Promise<void>
}

/** Cards and callshop: who may, and under which name. */
export function createAreas({ client, credentials, secrets, accountId, database }: OpenAccount, onChange: (areas: Services['areas']) => void): Areas {
  let areas: Services['areas'] = noServices.areas
  const own = new Map<Area, Credentials>()
  const forget = (area: Area): void => {
    const known = own.get(area)
    if (known) wipe(known)
    own.delete(area)
  }
  const keep = (area: Area, typed: TypedCredentials): void => {
    forget(area)
    own.set(area, signingCredentials(typed))
  }
  /** Refuses wrong credentials before they are kept; a sign-in that is allowed only its area is accepted. */
  const verify = async (next: Credentials): Promise<void> => {
    if (await tryLogin(client, next)) return
    await fetchAccounts(client, next, 'EUR').catch((e: unknown) => {
      if (!(e instanceof AppError && (e.code === 'not-allowed' || e.code === 'not-offered'))) throw e
    })
  }
  const entry = (area: Area) => ({ kind: 'area', accountId, area }) as const
  const change = async (area: Area, part: Partial<AreaState>): Promise<void> => {
    areas = { ...areas, [area]: { ...areas[area], ...part } }
    onChange(areas)
    await database.request('writeValue', { key: 'areas', value: JSON.stringify(areas) })
  }
  return {
    async start() {
      const kept = await database.request('readValue', { key: 'areas' })
      const parsed = areasSchema.safeParse(kept === null ? null : parseJson(kept))
      if (parsed.success) areas = parsed.data
      for (const area of ['cards', 'callshop'] as const) {
        if (areas[area].ownUser === null) continue
        const secret = await secrets.read(entry(area)).catch(() => null)
        const found = secret === null ? null : secretSchema.safeParse(parseJson(secret))
        if (found?.success) keep(area, found.data)
        else areas = { ...areas, [area]: { ...areas[area], ownUser: null } }
      }
      onChange(areas)
    },
    async ask(area, request) {
      try {
        const result = await request(own.get(area) ?? credentials)
        // what the provider answered counts, whether or not it can be remembered
        if (areas[area].access !== 'allowed') await change(area, { access: 'allowed', hidden: false }).catch(() => {})
        return result
      } catch (e) {
        const refused = e instanceof AppError && (e.code === 'not-allowed' || e.code === 'not-offered')
        if (refused && areas[area].access !== 'refused') await change(area, { access: 'refused' }).catch(() => {})
        throw e
      }
    },
    async signIn(area, next) {
      assertUserName(next.userName)
      await verify(next)
      await secrets.write(entry(area), JSON.stringify(next))
      keep(area, next)
      await change(area, { ownUser: next.userName, access: 'unknown', hidden: false })
    },
    async signOut(area) {
      forget(area)
      await secrets.remove(entry(area))
      await change(area, { ownUser: null, access: 'unknown' })
    },
    async forgetAll() {
      for (const area of [...own.keys()]) {
        forget(area)
        await secrets.remove(entry(area))
      }
    },
    setHidden: (area, hidden) => change(area, { hidden }),
  }
}
