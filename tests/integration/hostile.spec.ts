import { spawnSync } from 'node:child_process'
import dgram from 'node:dgram'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { kamailioLine, startKamailio } from '../support/peers/kamailio.ts'
import { chooseLine, dial, expectState } from '../support/phone-screen.ts'
import { readState } from '../support/set-up.ts'
import { expect, type Page, test } from '../support/test.ts'
import { withPhone } from '../support/with-app.ts'

const long = Boolean(process.env['DIALDESK_TEST_LONG'])
const runs = long ? 12 : 2
const names = Array.from({ length: runs }, (_, i) => `loss${i + 1}`)
let lossy: Awaited<ReturnType<typeof lossyProxy>>
let page: Page
withPhone(
  async (scope) => {
    const kamailio = scope.add(await startKamailio(), (k) => k.stop())
    lossy = scope.add(await lossyProxy(kamailio.port, 0.3), (proxy) => proxy.close())
    const throughLoss = (name: string) => kamailioLine(kamailio, name, 'udp', { ip: `127.0.0.1:${lossy.port}` })
    // the server is known under another loopback address than the scanner comes from
    return { lines: { sip_1: kamailioLine(kamailio, 'udpline'), ...Object.fromEntries(names.map((name, i) => [`sip_${i + 2}`, throughLoss(name)])) } }
  },
  (started) => {
    ;({ page } = started)
  },
)

test('@peer a scanner rings nothing and gets no answer', async () => {
  const registration = (await readState(page)).lines.lines.find(({ userName }) => userName === 'udpline')?.registration
  const port = registration?.state === 'registered' ? registration.localPort : 0
  const scan = spawnSync('svmap', ['-b', '127.0.0.2', '-x', '127.0.0.2', '-p', String(port), '127.0.0.1'], { encoding: 'utf8', timeout: 20_000 })
  expect(scan.error).toBeUndefined()
  expect(`${scan.stdout}${scan.stderr}`).not.toContain(`127.0.0.1:${port}`)
  const stranger = dgram.createSocket('udp4').bind(0, '127.0.0.2')
  await once(stranger, 'listening')
  let answers = 0
  stranger.on('message', () => (answers += 1))
  const own = (stranger.address() as AddressInfo).port
  for (const method of ['INVITE', 'OPTIONS', 'REGISTER']) {
    stranger.send(
      `${method} sip:100@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.2:${own};branch=z9hG4bK${method};rport\r\nFrom: <sip:x@127.0.0.2>;tag=1\r\nTo: <sip:100@127.0.0.1>\r\nCall-ID: ${method}\r\nCSeq: 1 ${method}\r\nContact: <sip:x@127.0.0.2:${own}>\r\nMax-Forwards: 70\r\nContent-Length: 0\r\n\r\n`,
      port,
      '127.0.0.1',
    )
  }
  // the line still works, and its call is answered behind them: by then they have been read
  await chooseLine(page, 'udpline')
  await dial(page, 'nobody')
  await expectState(page, 'Number does not exist')
  await expect(page.getByRole('alertdialog')).toBeHidden()
  // what it sends to itself comes behind any answer
  const last = once(stranger, 'message')
  stranger.send('last', own, '127.0.0.2')
  await last
  expect(answers).toBe(1)
  stranger.close()
})

test(`@peer registers and calls through 30 % loss each way, ${runs} of ${runs}`, async () => {
  test.setTimeout(long ? 600_000 : 300_000)
  const registered = async () =>
    (await readState(page)).lines.lines.filter(({ userName, registration }) => names.includes(userName) && registration.state === 'registered').length
  await expect.poll(registered, { timeout: 60_000 }).toBe(runs)
  for (const name of names) {
    await chooseLine(page, name)
    await dial(page, 'nobody')
    // the refusal has come through the loss, and its ACK goes back through it
    await expectState(page, 'Number does not exist', 32_000)
    await expect(page.getByLabel('Number or name')).toBeVisible()
  }
  expect(lossy.dropped()).toBeGreaterThan(runs)
})

/**
 * Hands UDP on to a port and back, and loses that share of the packets by a seeded chance, but never two in a row of one line
 * in one direction: then a request and its answer come through within four tries, and a call of seven never fails by chance.
 */
async function lossyProxy(target: number, loss: number): Promise<{ port: number; dropped: () => number; close: () => void }> {
  let seed = 7
  let lost = 0
  const lastLost = new Set<string>()
  const drop = (way: string): boolean => {
    if (lastLost.delete(way)) return false
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31
    // so often after a packet that passed, it is `loss` of all
    const dropped = seed / 2 ** 31 < loss / (1 - loss)
    if (!dropped) return false
    lost += 1
    lastLost.add(way)
    return true
  }
  const front = dgram.createSocket('udp4').bind(0, '127.0.0.1')
  await once(front, 'listening')
  const backs = new Map<number, dgram.Socket>()
  front.on('message', (data, from) => {
    let back = backs.get(from.port)
    if (!back) {
      back = dgram.createSocket('udp4').bind(0, '127.0.0.1')
      back.on('message', (answer) => drop(`to ${from.port}`) || front.send(answer, from.port, '127.0.0.1', () => {}))
      backs.set(from.port, back)
    }
    if (!drop(`from ${from.port}`)) back.send(data, target, '127.0.0.1', () => {})
  })
  return {
    port: (front.address() as AddressInfo).port,
    dropped: () => lost,
    close() {
      front.close()
      for (const back of backs.values()) back.close()
    },
  }
}
