import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { header } from '../sandbox/sip-text.ts'
import { startTurn } from '../support/peers/coturn.ts'
import { audioOf, type Request, Stranger } from '../support/peers/stranger.ts'
import { chooseLine, dial, leaveCalls } from '../support/phone-screen.ts'
import type { SetUp } from '../support/set-up.ts'
import { launchAgain } from '../support/start-again.ts'
import { expect, type Page, test } from '../support/test.ts'
import { expectHeard } from '../support/tone.ts'
import { withPhone } from '../support/with-app.ts'

// A line of another server beside the provider's, and other programs that are informed of calls.
let provider: Stranger
let other: Stranger
let started: SetUp
let page: Page

const { button, state } = withPhone(
  async (scope) => {
    provider = scope.add(await Stranger.start(), (p) => p.close())
    other = scope.add(await Stranger.start(), (p) => p.close())
    return { tone: 1000, lines: { sip_1: provider.line('stranger') } }
  },
  (set) => {
    started = set
    ;({ page } = set)
  },
)

const openSettings = async (section: string): Promise<void> => {
  await page.getByRole('button', { name: 'Settings', exact: true }).click()
  await page.locator('.settings-nav').getByRole('button', { name: section }).click()
}
const peerBusy = (invite: Request): void => void provider.reply(invite, 486, 'Busy Here')
/** A call over the current line, answered, heard and ended. @returns where the app wanted its audio */
async function call(peer: Stranger, hz: number): Promise<{ readonly host: string; readonly port: number }> {
  await dial(page, '10001')
  const invite = await peer.next('INVITE')
  const far = await peer.pickUp(invite, {}, hz)
  await state('Connected')
  await expectHeard(page, hz)
  await expect.poll(() => far.purityOf(1000)).toBeGreaterThan(0.9)
  const bye = peer.next('BYE')
  await button('End call').click()
  peer.reply(await bye, 200, 'OK')
  await leaveCalls(page)
  return audioOf(invite.body)
}

test('a line of the user’s own is set up, calls, is kept apart from the provider’s, and removed', async () => {
  await openSettings('Lines')
  await button('Add a line').click()
  await button('Add line').click()
  await expect(page.getByText('Enter a host name or an address, with a port if needed: sip.example.com:5060.')).toBeVisible()
  await page.getByLabel('Server', { exact: true }).fill(`127.0.0.1:${other.port}`)
  await page.getByLabel('User name', { exact: true }).fill('tester')
  await page.getByLabel('Password', { exact: true }).fill('made-up-by-hand')
  await page.getByLabel('Line name', { exact: true }).fill('Test bench')
  await page.keyboard.press('Enter')
  const card = page.getByRole('article', { name: 'Test bench' })
  await expect(card).toContainText('Added by you')
  await expect(card.getByText('Ready', { exact: true })).toBeVisible()
  expect(other.lastRegister && header(other.lastRegister, 'to')).toContain('tester@127.0.0.1')
  await chooseLine(page, 'Test bench')
  await call(other, 850)
  await chooseLine(page, 'stranger')
  await call(provider, 440)
  await openSettings('Lines')
  await button('Edit: Test bench').click()
  await button('Remove line').click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove line' }).click()
  await expect(card).toHaveCount(0)
})

test('@peer the audio of a line’s calls goes by way of its TURN server', async ({ scope }) => {
  const turn = scope.add(await startTurn('relay', 'made-up-for-turn'), (t) => t.stop())
  await openSettings('Lines')
  await button('Add a line').click()
  await page.getByLabel('Server', { exact: true }).fill(`127.0.0.1:${other.port}`)
  await page.getByLabel('User name', { exact: true }).fill('relayed')
  await page.getByLabel('Password', { exact: true }).fill('made-up-by-hand')
  await page.getByLabel('TURN server').fill(`127.0.0.1:${turn.port}`)
  await page.getByLabel('User name for TURN').fill('relay')
  await page.getByLabel('Password for TURN').fill('made-up-for-turn')
  await button('Add line').click()
  await expect(page.getByRole('article', { name: 'relayed' }).getByText('Ready', { exact: true })).toBeVisible()
  await chooseLine(page, 'relayed')
  const { port } = await call(other, 850)
  expect(port).toBeGreaterThan(turn.port + 1)
  expect(port).toBeLessThan(turn.port + 40)
  await chooseLine(page, 'stranger')
})

test('other programs are informed of calls: a follower on the command line, and an address once the user confirmed it', async ({ scope }) => {
  const posted: { event: string; number: string }[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (piece) => (body += piece))
    request.on('end', () => {
      posted.push(JSON.parse(body))
      response.writeHead(204).end()
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  scope.add(server, (s) => void s.close())
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/call`
  const answerDialog = (response: number) =>
    started.app.electron.evaluate(({ dialog }, choice) => {
      dialog.showMessageBox = (async () => ({ response: choice, checkboxChecked: false })) as never
    }, response)
  await openSettings('Calls and recording')
  await page.getByLabel('Address or program').fill('on-call')
  await button('Save').click()
  await expect(page.getByRole('alert').filter({ hasText: 'Enter an address that begins with https://' })).toBeVisible()
  await answerDialog(0)
  await page.getByLabel('Address or program').fill(address)
  await button('Save').click()
  await expect(page.getByText('Nothing was changed.')).toBeVisible()
  await answerDialog(1)
  await button('Save').click()
  await expect(page.getByText('It is informed from the next call on.')).toBeVisible()
  // shown as set once main has kept it
  await page.getByLabel('a call is answered').click()
  await expect(page.getByLabel('a call is answered')).not.toBeChecked()

  let text = ''
  const follower = scope.add(launchAgain(started.app.userData, ['events', '--json']), (child) => void child.kill())
  follower.stdout?.setEncoding('utf8').on('data', (piece: string) => (text += piece))
  const events = () =>
    text
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as { event: string; reason?: string })
  // it is there once it is informed of a call
  await expect(async () => {
    await dial(page, '10002')
    peerBusy(await provider.next('INVITE'))
    await state('Busy')
    await leaveCalls(page)
    expect(events().length).toBeGreaterThan(0)
  }).toPass()
  posted.length = 0
  text = ''
  await call(provider, 440)
  await expect.poll(() => posted.map(({ event }) => event)).toEqual(['end'])
  expect(posted[0]?.number).toBe('10001')
  await expect.poll(() => events().map(({ event }) => event)).toEqual(['dial', 'answer', 'end'])
  expect(events()[2]?.reason).toBe('hung-up-here')
})
