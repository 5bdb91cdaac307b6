import { expect, it, vi } from 'vitest'
import { z } from 'zod'
import { answer } from '../../../../shared/contract/answer.ts'
import { call, event, nothing, secretCall } from '../../../../shared/contract/contract.ts'
import { AppError } from '../../../../shared/domain/failure.ts'

const contract = {
  box: {
    double: call(z.object({ n: z.number() }), z.number()),
    close: call(nothing, nothing),
    unlock: secretCall(z.object({ pin: z.string().max(4) }), nothing),
    closed: event(z.object({})),
  },
} as const
const context = { signal: new AbortController().signal }

function ask(channel: string, args?: unknown, handlers: object = {}) {
  const failureOf = vi.fn(() => ({ code: 'internal', message: 'hidden', retryable: true }) as const)
  return { outcome: answer({ contract, handlers: { box: handlers }, channel, args, context, failureOf }), failureOf }
}

it('a handler gets the parsed arguments and the signal, and its value is the answer', async () => {
  const double = vi.fn(({ n }: { n: number }) => n * 2)
  expect(await ask('box.double', { n: 2, extra: true }, { double }).outcome).toEqual({ ok: true, value: 4 })
  expect(double).toHaveBeenCalledWith({ n: 2 }, context)
})

it('a call of nothing answers nothing, whatever its handler returns', async () => {
  expect(await ask('box.close', undefined, { close: () => 'leftover' }).outcome).toEqual({ ok: true, value: undefined })
})

it.each(['box.none', 'box.closed', 'box.double.x', 'box', '', '__proto__.toString', 'box.constructor', 'box.hasOwnProperty'])(
  'what is no call of the contract is refused: %s',
  async (channel) => {
    const none = () => 1
    expect(await ask(channel, undefined, { none, closed: none, constructor: none }).outcome).toMatchObject({
      ok: false,
      error: { code: 'not-found' },
    })
  },
)

it('a call that nobody implements is refused', async () => {
  expect(await ask('box.close').outcome).toMatchObject({ ok: false, error: { code: 'not-found' } })
})

it('wrong arguments are refused before the handler runs, without their text', async () => {
  const unlock = vi.fn()
  const outcome = await ask('box.unlock', { pin: 'secret 1234' }, { unlock }).outcome
  expect(outcome).toEqual({ ok: false, error: { code: 'invalid-argument', message: 'box.unlock: invalid arguments: pin', retryable: false } })
  expect(unlock).not.toHaveBeenCalled()
})

it('an AppError is a failure of its code; of any other error the other side learns what the caller of answer says', async () => {
  const close = async () => {
    throw new AppError('busy', 'later', { retryable: true })
  }
  const refusal = ask('box.close', undefined, { close })
  expect(await refusal.outcome).toEqual({ ok: false, error: { code: 'busy', message: 'later', retryable: true } })
  expect(refusal.failureOf).not.toHaveBeenCalled()
  const error = new Error('private')
  const failure = ask('box.close', undefined, {
    close() {
      throw error
    },
  })
  expect(await failure.outcome).toMatchObject({ ok: false, error: { message: 'hidden' } })
  expect(failure.failureOf).toHaveBeenCalledWith(error, contract.box.close)
})
