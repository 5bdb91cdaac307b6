import { describe, expect, it, vi } from 'vitest'
import type { AccountServices } from '../../../../../electron/main/billing/account-services.ts'
import { createPaidHandlers } from '../../../../../electron/main/ipc/paid-handlers.ts'
import { AppError } from '../../../../../shared/domain/failure.ts'
import { paidOperationOf } from '../../../../support/state.ts'

const context = { signal: new AbortController().signal }
const anna = { id: 'contact-1', name: 'Anna' }

function handlers(clipboard = '', off: string[] = []) {
  const readClipboard = vi.fn(async () => clipboard)
  const operations = [paidOperationOf('callback'), paidOperationOf('sms'), paidOperationOf('topup')].map((o) => ({ ...o, billed: null }))
  const services = { sent: { page: async () => ({ operations, next: null }) }, sms: { sendAll: vi.fn(), resume: vi.fn() } }
  const paid = createPaidHandlers({
    open: () => services as never as AccountServices,
    allowed: (name, run) => (args) => {
      if (off.includes(name)) throw new AppError('managed', name)
      return run(args)
    },
    contactOf: (number) => (number === '+442079460018' ? (anna as never) : null),
    files: { saveSent: async () => null },
    readClipboard,
  })
  return { paid, readClipboard }
}

describe('the calls about what costs money', () => {
  it('a page of what was sent comes with its contacts, each number once', async () => {
    const page = await handlers().paid.sent.page({ kind: null, before: null, limit: 10 }, context)
    expect(page.names).toEqual([{ number: '+442079460018', contact: anna }])
  })
  it('the clipboard is looked into when a PIN is asked for, and what else is in it does not leave main', async () => {
    const { paid, readClipboard } = handlers('my password is hunter2, PIN 4821009357')
    expect(readClipboard).not.toHaveBeenCalled()
    expect(await paid.pin.fromClipboard(undefined, context)).toEqual({ pin: '4821009357' })
    expect(await handlers('my password is hunter2').paid.pin.fromClipboard(undefined, context)).toEqual({ pin: null })
  })
  it('what is switched off by policy is refused, and the clipboard is not read then', async () => {
    const { paid, readClipboard } = handlers('4821009357', ['topup', 'sms'])
    expect(() => paid.pin.fromClipboard(undefined, context)).toThrow('topup')
    expect(() => paid.sms.resume(undefined, context)).toThrow('sms')
    expect(readClipboard).not.toHaveBeenCalled()
  })
})
