import { noSms } from '../../../shared/domain/empty.ts'
import { AppError, type Failure } from '../../../shared/domain/failure.ts'
import type { Money } from '../../../shared/domain/money.ts'
import type { PaidOperation } from '../../../shared/domain/paid-operation.ts'
import { providerNumber } from '../../../shared/domain/phone-number.ts'
import { type SmsMailing, type SmsRecipient, type SmsState, smsMailingSchema, smsTextSchema } from '../../../shared/domain/sms.ts'
import type { OpenAccount } from '../account/account-session.ts'
import { asFailure } from '../failure.ts'
import type { Footer } from '../provider/footer.ts'
import { sendSms } from '../provider/sms.ts'
import { parseJson } from '../storage/read-as.ts'
import type { PaidOperations, PaidOperationsOptions } from './paid-operations.ts'

export type SmsOptions = {
  readonly operations: Pick<PaidOperations, 'run'>
  /** Asks whether to send `more` after `count` within the hour. */
  readonly confirmMany: (kind: 'sms', count: number, more: number) => ReturnType<PaidOperationsOptions['confirmMany']>
  readonly balanceAfter: (footer: Footer | null) => Promise<Money | null>
  /** The balance a reply's footer names, null where it is another account's than the one shown. */
  readonly balanceOf: (footer: Footer) => Money | null
  readonly onChange: (state: SmsState) => void
}

export type Sms = {
  readonly start: () => Promise<void>
  readonly send: (input: { id: string; number: string; message: string }) => Promise<PaidOperation>
  /**
   * Begins to send one text to several, one after the other; what becomes of each is a paid operation. The list is on the disk before the
   * first is sent. It stops where going on makes no sense, and the rest waits for `resume`. Fails with `busy` while another one waits.
   */
  readonly sendAll: (mailing: SmsMailing) => Promise<void>
  readonly resume: () => void
  /** Stops after the one that is being sent; the rest waits. */
  readonly stop: () => void
  /** Forgets the rest. Fails with `busy` while it is being sent. */
  readonly discard: () => Promise<void>
  readonly setTemplates: (templates: readonly string[]) => Promise<void>
}

/** A refusal of one number says nothing about the next; after all else it is the same for everybody, or not known. */
const ofOneNumber = new Set<string>(['provider-refused', 'not-known', 'number-invalid'])

/** Text messages: to one, and to several with one confirmation, each of which is sent once. */
export function createSms({ client, credentials, database, signal, onFooter }: OpenAccount, options: SmsOptions): Sms {
  const { operations, confirmMany, balanceAfter, balanceOf, onChange } = options
  let state: SmsState = noSms
  let stopping = false
  const change = (part: Partial<SmsState>): void => {
    state = { ...state, ...part }
    onChange(state)
  }
  const store = (mailing: SmsMailing | null): Promise<void> =>
    database.request('writeValue', { key: 'sms-mailing', value: JSON.stringify(mailing && { text: mailing.text, recipients: mailing.recipients }) })
  const setMailing = (part: Partial<NonNullable<SmsState['mailing']>>): void => change({ mailing: state.mailing && { ...state.mailing, ...part } })

  const sendOne = (
    { id, number }: SmsRecipient,
    text: string,
    known: { confirmMany?: PaidOperationsOptions['confirmMany']; after: (footer: Footer) => Promise<Money | null> },
  ): Promise<PaidOperation> =>
    operations.run(
      { id, kind: 'sms', target: number, via: '', amount: null, text },
      async () => {
        const { billedId, footer } = await sendSms(client, credentials, { number: providerNumber(number), message: text })
        onFooter(footer)
        return { reference: billedId, balanceAfter: () => known.after(footer) }
      },
      known.confirmMany ? { confirmMany: known.confirmMany } : {},
    )

  /** Never rejects: what goes wrong is in the state. */
  const run = async (): Promise<void> => {
    const { mailing } = state
    if (!mailing || mailing.sending) return
    stopping = false
    let failure: Failure | null = null
    /** One question for all of them. */
    let agreed: Promise<boolean> | null = null
    setMailing({ sending: true, failure })
    try {
      for (const recipient of mailing.recipients) {
        const waiting = state.mailing?.waiting ?? []
        if (!waiting.includes(recipient.id)) continue
        if (stopping || signal.aborted) break
        const operation = await sendOne(recipient, mailing.text, {
          confirmMany: (_kind, count) => (agreed ??= confirmMany('sms', count, waiting.length)),
          // a request for the balance after each of them would take longer than they do
          after: async (footer) => (waiting.length > 1 ? balanceOf(footer) : balanceAfter(footer)),
        })
        setMailing({ waiting: (state.mailing?.waiting ?? []).filter((id) => id !== recipient.id) })
        if (operation.state === 'done' || (operation.state === 'refused' && ofOneNumber.has(operation.failure?.code ?? ''))) continue
        failure = operation.failure
        break
      }
    } catch (e) {
      // the user said no to main's question, or nothing can be written down: nothing was sent
      failure = asFailure(e)
    }
    setMailing({ sending: false, failure })
    if (state.mailing?.waiting.length === 0) await forget().catch(() => {})
  }
  const forget = async (): Promise<void> => {
    await store(null)
    change({ mailing: null })
  }
  /** Which of them were begun is in the database: the list itself is not written again. */
  const waitingOf = async ({ recipients }: SmsMailing): Promise<string[]> => {
    const ids = recipients.map(({ id }) => id)
    const begun = new Set((await database.request('paidOperationsOf', { ids })).map(({ id }) => id))
    return ids.filter((id) => !begun.has(id))
  }
  return {
    async start() {
      const templates = smsTextSchema.array().safeParse(parseJson(await database.request('readValue', { key: 'sms-templates' })))
      const { data } = smsMailingSchema.safeParse(parseJson(await database.request('readValue', { key: 'sms-mailing' })))
      const waiting = data ? await waitingOf(data) : []
      change({
        templates: templates.data ?? [],
        mailing: data && waiting.length ? { ...data, waiting, sending: false, failure: null } : null,
      })
    },
    send: ({ id, number, message }) => sendOne({ id, number }, message, { after: balanceAfter }),
    async sendAll(mailing) {
      if (state.mailing) throw new AppError('busy', 'another text waits for some of its recipients')
      const waiting = mailing.recipients.map(({ id }) => id)
      // before anything waits: a second press meets this one
      change({ mailing: { ...mailing, waiting, sending: false, failure: null } })
      try {
        await store(mailing)
      } catch (e) {
        change({ mailing: null })
        throw e
      }
      void run()
    },
    resume: () => void run(),
    stop() {
      stopping = true
    },
    async discard() {
      if (state.mailing?.sending) throw new AppError('busy', 'it is being sent')
      await forget()
    },
    async setTemplates(templates) {
      await database.request('writeValue', { key: 'sms-templates', value: JSON.stringify(templates) })
      change({ templates: [...templates] })
    },
  }
}
