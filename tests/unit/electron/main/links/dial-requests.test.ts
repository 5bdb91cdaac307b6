import { describe, expect, it } from 'vitest'
import { createDialRequests } from '../../../../../electron/main/links/dial-requests.ts'
import type { DialRequest } from '../../../../../shared/domain/desktop.ts'
import { dialledForm } from '../../../../../shared/domain/dial-plan.ts'
import { AppError } from '../../../../../shared/domain/failure.ts'
import { numbersIn } from '../../../../../shared/domain/number-intake.ts'

describe('a number in a copied text', () => {
  it.each([
    ['+49 30 23125 110', '+49 30 23125 110'],
    ['(030) 23125-110', '(030) 23125-110'],
    ['Call us: +49 30 23125 110, every day', '+49 30 23125 110'],
    ['Tel. 030/23125110', '030/23125110'],
    ['*100#', '*100#'],
  ])('%s', (text, number) => expect(numbersIn(text)).toEqual([number]))
  it.each([['no number here'], ['+49 30 23125 110 or +49 30 23125 111'], ['order 4711'], ['']])('%s holds none, or more than one', (text) =>
    expect(numbersIn(text)).not.toHaveLength(1),
  )
})

describe('a dial request', () => {
  const set = (part: Partial<Parameters<typeof createDialRequests>[0]> = {}, atOnce = false) => {
    const seen: { requests: (DialRequest | null)[]; dialled: string[]; shown: number } = { requests: [], dialled: [], shown: 0 }
    const requests = createDialRequests({
      region: () => 'DE',
      allowed: () => true,
      dial: (number, origin) => {
        seen.dialled.push(`${origin} ${number}`)
        return atOnce ? Promise.resolve() : Promise.reject(new AppError('confirmation-needed', 'the price has not been shown'))
      },
      onChange: (request) => void seen.requests.push(request),
      show: () => void (seen.shown += 1),
      readClipboard: async () => 'Front desk: +49 30 23125 110',
      log: { info: () => {}, warn: () => {} },
      ...part,
    })
    return { requests, seen }
  }
  it('is shown for confirmation; the newest one replaces the older, and an answer to an older one changes nothing', async () => {
    const { requests, seen } = set()
    expect(await requests.openLink('tel:+493023125110')).toBe(true)
    await requests.dialClipboard()
    expect(seen.requests).toMatchObject([
      { number: '+493023125110', origin: 'link', original: 'tel:+493023125110', ordinary: true },
      { number: '+49 30 23125 110', origin: 'clipboard', original: 'Front desk: +49 30 23125 110', ordinary: false },
    ])
    requests.done(seen.requests[0]?.id ?? '')
    expect(seen.requests).toHaveLength(2)
    requests.done(seen.requests[1]?.id ?? '')
    expect(seen.requests.at(-1)).toBeNull()
    expect([seen.shown, seen.dialled]).toEqual([2, ['link +493023125110', 'clipboard +49 30 23125 110']])
  })
  it('@intake offers the numbers of a copied text that holds several', async () => {
    const { requests, seen } = set({ readClipboard: async () => 'Office 030 23125 110, mobile 0170 1234567' })
    await requests.dialClipboard()
    expect(seen.requests).toMatchObject([{ number: '030 23125 110', choices: ['030 23125 110', '0170 1234567'] }])
  })
  it('@intake takes no words from the command line, and a SIP user as sip:', async () => {
    const { requests, seen } = set()
    expect(await requests.askFromCommandLine('ann')).toBe(false)
    expect(await requests.askFromCommandLine('call me at noon')).toBe(false)
    expect(await requests.askFromCommandLine('Tel.: +49 (0)30 / 123-456')).toBe(true)
    expect(await requests.askFromCommandLine('sip:ann@example.com')).toBe(true)
    expect(seen.requests).toMatchObject([{ number: 'Tel.: +49 (0)30 / 123-456' }, { number: 'ann' }])
  })
  it.each(['link', 'clipboard', 'command-line', 'notification', 'tray'] as const)(
    'from %s is dialled without a question where the guard lets it',
    async (origin) => {
      const { requests, seen } = set({}, true)
      await requests.ask('03023125110', origin)
      expect([seen.dialled, seen.requests, seen.shown]).toEqual([[`${origin} 03023125110`], [], origin === 'link' ? 0 : 1])
    },
  )
  it('for a SIP user with dots and hyphens is for that user', async () => {
    const { requests, seen } = set({}, true)
    await requests.openLink('sip:anna-m.smith@pbx.example')
    await requests.askFromCommandLine('sip:anna-m.smith@pbx.example')
    const dialling = { prefix: '', escapePlus: false, forbidSelfCall: true }
    const targets = seen.dialled.map((entry) => dialledForm(entry.split(' ')[1] ?? '', dialling, 'DE', 'demo'))
    expect(targets).toMatchObject([{ target: 'anna-m.smith' }, { target: 'anna-m.smith' }])
  })
  it('is asked about when the call does not begin, so that nothing is lost', async () => {
    const { requests, seen } = set({ dial: () => Promise.reject(new Error('no line')) })
    await requests.openLink('tel:03023125110')
    expect(seen.requests).toMatchObject([{ number: '03023125110' }])
  })
  it('is refused where there is no number', async () => {
    const { requests } = set({ readClipboard: async () => 'nothing' })
    await expect(requests.dialClipboard()).rejects.toMatchObject({ code: 'number-invalid' })
    expect(await requests.openLink('tel:abc')).toBe(false)
  })
  it.each(['links', 'command-line'] as const)('is refused where the administrator switched off %s', async (off) => {
    const { requests, seen } = set({ allowed: (name) => name !== off })
    expect(await requests.openLink('tel:03023125110')).toBe(off !== 'links')
    expect(await requests.askFromCommandLine('03023125110')).toBe(off !== 'command-line')
    expect(seen.dialled).toEqual([`${off === 'links' ? 'command-line' : 'link'} 03023125110`])
  })
})
