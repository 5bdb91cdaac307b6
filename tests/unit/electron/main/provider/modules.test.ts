import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCallshop } from '../../../../../electron/main/provider/cdr-callshop.ts'
import { readCdrs } from '../../../../../electron/main/provider/cdrs.ts'
import { createClient, type Fetch } from '../../../../../electron/main/provider/client.ts'
import { tryLogin } from '../../../../../electron/main/provider/login.ts'
import { askCard, readCard } from '../../../../../electron/main/provider/mycard.ts'
import { readCheckedNumber } from '../../../../../electron/main/provider/number-check.ts'
import { readAccessNumbers } from '../../../../../electron/main/provider/online-callthrough.ts'
import { fetchRates, readRates } from '../../../../../electron/main/provider/rates.ts'
import { sendSms } from '../../../../../electron/main/provider/sms.ts'
import { sendTopup } from '../../../../../electron/main/provider/topup.ts'
import { startCallback, stopCallback } from '../../../../../electron/main/provider/webcallback.ts'
import { answering, credentials } from '../../../../support/fakes/provider-answers.ts'

const BERLIN = 'Europe/Berlin'

it('whatever costs or changes a card uses a separate connection; queries share one', async () => {
  const { connections, client } = answering()
  const cli = '49176'
  await sendTopup(client, credentials, '00123')
  await startCallback(client, credentials, { from: '1', to: '2' })
  await stopCallback(client, credentials, 'A-1')
  await sendSms(client, credentials, { number: '+4917', message: 'x' })
  await askCard(client, credentials, { action: 'insert', cli, customer: '', amount: '5.00', bySms: false, smsText: '' })
  for (const action of ['blockcard', 'unblockcard'] as const) await askCard(client, credentials, { action, cli })
  await askCard(client, credentials, { action: 'disableCliByNumber', cli, realm: 'r' })
  await askCard(client, credentials, { action: 'changeCliByNumber', cli, newCli: '49177', realm: 'r' })
  await askCard(client, credentials, { action: 'activateMyCard', cli, pin: '0815', realm: 'r' })
  expect(connections).toEqual(Array(10).fill('unused'))
  connections.length = 0
  await askCard(client, credentials, { action: 'show', cli })
  await fetchRates(client, credentials, ['0177']).catch(() => {})
  await tryLogin(client, credentials)
  expect(connections).toEqual(['any', 'any', 'any'])
})

it('no parser throws, whatever the body', () => {
  fc.assert(
    fc.property(fc.anything(), (body) => {
      readRates(body, ['1'])
      readCdrs(body, BERLIN)
      readCallshop(body, BERLIN, 'EUR')
      readCard(body)
      readCheckedNumber(body)
      readAccessNumbers(body)
      readRates({ rates: body }, ['1'])
      readCdrs({ table: { tbody: body } }, BERLIN)
    }),
  )
})

describe('paid requests', () => {
  it.each([
    ['topup', (c: ReturnType<typeof answering>['client']) => sendTopup(c, credentials, '1')],
    ['callback', (c: ReturnType<typeof answering>['client']) => startCallback(c, credentials, { from: '1', to: '2' })],
    ['sms', (c: ReturnType<typeof answering>['client']) => sendSms(c, credentials, { number: '1', message: 'x' })],
    [
      'card',
      (c: ReturnType<typeof answering>['client']) =>
        askCard(c, credentials, { action: 'insert', cli: '1', customer: '', amount: '1.00', bySms: false, smsText: '' }),
    ],
  ])('%s is not repeated after a lost connection', async (_name, send) => {
    let requests = 0
    const fetch: Fetch = async () => {
      requests += 1
      throw new TypeError('net::ERR_CONNECTION_RESET')
    }
    await expect(send(createClient({ fetch, baseAddress: 'https://p.example', now: Date.now }))).rejects.toMatchObject({
      code: 'provider-unreachable',
    })
    expect(requests).toBe(1)
  })
})
