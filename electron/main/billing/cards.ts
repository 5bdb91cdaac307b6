import type { Card } from '../../../shared/domain/card.ts'
import { AppError, type Failure } from '../../../shared/domain/failure.ts'
import type { OpenAccount } from '../account/account-session.ts'
import { asFailure } from '../failure.ts'
import { askCard, type CardAction, type CardReply } from '../provider/mycard.ts'
import { mayHaveTakenEffect } from '../provider/outcome.ts'
import type { Areas } from './areas.ts'

export type CardChange =
  | { readonly action: 'block' | 'unblock' | 'disable'; readonly cli: string }
  | { readonly action: 'move'; readonly cli: string; readonly newCli: string }
  | { readonly action: 'activate'; readonly cli: string; readonly pin: string }

export type Cards = {
  readonly list: () => Promise<Card[]>
  readonly lookUp: (cli: string) => Promise<Card>
  /** Sent once. The reply decides the card's state; `unknown` without a clear reply. */
  readonly change: (change: CardChange) => Promise<Card>
  /** Requested from the provider each time; never stored. */
  readonly pin: (cli: string) => Promise<string>
  readonly create: (action: Extract<CardAction, { action: 'insert' }>) => Promise<Card>
  /** Looks up cards one after the other, until it is cancelled or the provider cannot be asked. @throws AppError `busy` */
  readonly checkAll: (clis: readonly string[]) => Promise<CardCheck>
  /** Ends it after the card that is being looked up. */
  readonly cancelCheck: () => void
  /** Removes cards from this list, and from nothing else. */
  readonly remove: (clis: readonly string[]) => Promise<void>
  /** The card as the provider has it now, with its PIN. */
  readonly withPin: (cli: string) => Promise<{ card: Card; pin: string }>
}

/** How many cards were looked up, those that the provider does not know, and why it ended early. */
export type CardCheck = { readonly checked: number; readonly missing: string[]; readonly error: Failure | null }

/** The provider offers no list of cards: this is the list of those that were created or looked up here. */
export function createCards(
  { client, database, signal }: OpenAccount,
  options: {
    areas: Areas
    now: () => number
    realm: () => string
    onChange: () => void
    /** How many of the cards that are being checked are through; null: none is being checked. */
    onCheck?: (progress: { done: number; of: number } | null) => void
  },
): Cards {
  const { areas, now, realm, onChange, onCheck } = options
  let check: { cancelled: boolean } | null = null
  const ask = (action: CardAction): Promise<CardReply | null> => areas.ask('cards', (credentials) => askCard(client, credentials, action))
  const known = (cli: string): Promise<Card | null> => database.request('card', { cli })
  const keep = async (cli: string, reply: CardReply | null, part: Partial<Card> = {}): Promise<Card> => {
    const before = await known(cli)
    const card: Card = {
      cli,
      customer: reply?.customer === reply?.cli ? (before?.customer ?? '') : (reply?.customer ?? before?.customer ?? ''),
      serial: reply?.serial ?? before?.serial ?? '',
      balance: reply?.balance ?? before?.balance ?? null,
      loaded: reply?.loaded ?? before?.loaded ?? null,
      state: reply ? (reply.usable ? 'usable' : before?.state === 'disabled' ? 'disabled' : 'blocked') : (before?.state ?? 'unchecked'),
      movedTo: reply ? null : (before?.movedTo ?? null),
      checkedAt: reply ? now() : (before?.checkedAt ?? null),
      createdAt: before?.createdAt ?? null,
      ...part,
    }
    await database.request('saveCard', card)
    onChange()
    return card
  }
  /** The card under its new number; the old one is gone from the list. */
  const replace = async (cli: string, newCli: string, reply: CardReply | null): Promise<Card> => {
    const before = await known(cli)
    const moved = await keep(newCli, reply, before ? { customer: before.customer, createdAt: before.createdAt } : {})
    await database.request('removeCard', { cli })
    onChange()
    return moved
  }
  const perform = async (change: CardChange): Promise<Card> => {
    const { cli } = change
    switch (change.action) {
      case 'block':
        return settle(cli, await ask({ action: 'blockcard', cli }), 'blocked')
      case 'unblock':
        return settle(cli, await ask({ action: 'unblockcard', cli }), 'usable')
      case 'disable':
        return settle(cli, await ask({ action: 'disableCliByNumber', cli, realm: needRealm() }), 'disabled')
      case 'move':
        return replace(cli, change.newCli, await ask({ action: 'changeCliByNumber', cli, newCli: change.newCli, realm: needRealm() }))
      case 'activate':
        return keep(cli, await ask({ action: 'activateMyCard', cli, pin: change.pin, realm: needRealm() }))
      default:
        return change satisfies never
    }
  }
  /** An action that the provider accepted: its reply decides, and `accepted` is what an acceptance without data means. */
  const settle = (cli: string, reply: CardReply | null, accepted: 'usable' | 'blocked' | 'disabled'): Promise<Card> => {
    const unusable = accepted === 'disabled' ? 'disabled' : 'blocked'
    return keep(cli, reply, { state: !reply ? accepted : reply.usable ? 'usable' : unusable })
  }
  const askUnlessUnknown = (cli: string): Promise<CardReply | null> =>
    ask({ action: 'show', cli }).catch((e: unknown) => {
      if (e instanceof AppError && e.code === 'not-known') return null
      throw e
    })
  const needRealm = (): string => {
    if (realm() === '') throw new AppError('realm-missing', 'three actions on cards need the provider’s realm')
    return realm()
  }
  const lookUp = async (cli: string): Promise<Card> => {
    const movedTo = (await known(cli))?.movedTo ?? null
    const reply = await askUnlessUnknown(cli)
    if (reply) return keep(cli, reply)
    // the outcome of its move is unknown: the move succeeded if the card is gone here and found there
    const moved = movedTo === null ? null : await askUnlessUnknown(movedTo)
    if (movedTo !== null && moved) return replace(cli, movedTo, moved)
    throw new AppError('not-known', 'no card under this number')
  }
  const withPin = async (cli: string): Promise<{ card: Card; pin: string }> => {
    const reply = await ask({ action: 'show', cli })
    if (!reply) throw new AppError('not-known', 'no card under this number')
    return { card: await keep(cli, reply), pin: reply.pin }
  }
  return {
    list: () => database.request('cards'),
    lookUp,
    async change(change) {
      try {
        return await perform(change)
      } catch (e) {
        if (!mayHaveTakenEffect(e)) throw e
        return keep(change.cli, null, { state: 'unknown', ...(change.action === 'move' ? { movedTo: change.newCli } : {}) })
      }
    },
    withPin,
    pin: async (cli) => (await withPin(cli)).pin,
    async create(action) {
      const reply = await ask(action)
      return keep(action.cli, reply, { createdAt: now(), customer: action.customer, ...(reply ? {} : { state: 'unchecked' }) })
    },
    async checkAll(clis) {
      if (check) throw new AppError('busy', 'cards are being checked')
      const run = { cancelled: false }
      check = run
      const missing: string[] = []
      let checked = 0
      try {
        for (const cli of clis) {
          if (run.cancelled || signal.aborted) break
          onCheck?.({ done: checked, of: clis.length })
          await lookUp(cli).catch((e: unknown) => {
            if (!(e instanceof AppError && e.code === 'not-known')) throw e
            missing.push(cli)
          })
          checked += 1
        }
        return { checked, missing, error: null }
      } catch (e) {
        return { checked, missing, error: asFailure(e) }
      } finally {
        check = null
        onCheck?.(null)
      }
    },
    cancelCheck() {
      if (check) check.cancelled = true
    },
    async remove(clis) {
      for (const cli of clis) await database.request('removeCard', { cli })
      onChange()
    },
  }
}
