import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type RequestOptions, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { configureRequestUrl, HttpExecutor } from 'builder-util-runtime'
import { AppImageUpdater } from 'electron-updater'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { readBuildInfo } from '../../../electron/main/desktop/build-info.ts'
import { createUpdater, signedBy } from '../../../electron/main/desktop/updater.ts'
import { createUpdates, type FoundUpdate, UpdateError, updatesOff } from '../../../electron/main/desktop/updates.ts'
import { notManaged, type UpdateState } from '../../../shared/desktop.ts'

const log = { info: () => {}, warn: () => {}, error: () => {} }
const built = { packaged: true, updates: { url: 'https://updates.example/', key: 'k', signed: true } } as const

describe('whether a build updates itself', () => {
  it.each([
    [{ packaged: false, updates: null }, 'linux', 'development'],
    [{ packaged: true, updates: null }, 'linux', 'unsigned'],
    [{ packaged: true, updates: { url: 'https://u', key: null, signed: true } }, 'linux', 'unsigned'],
    [{ packaged: true, updates: { url: 'https://u', key: 'k', signed: false } }, 'win32', 'unsigned'],
    [{ packaged: true, updates: { url: 'https://u', key: 'k', signed: false } }, 'darwin', 'unsigned'],
  ] as const)('%j on %s: %s', (build, platform, reason) => expect(updatesOff(build, platform, notManaged)).toEqual({ state: 'off', reason }))
  it('signed, with an address, and not switched off by policy', () => {
    for (const platform of ['linux', 'win32', 'darwin'] as const) expect(updatesOff(built, platform, notManaged)).toBeNull()
    expect(updatesOff(built, 'linux', { ...notManaged, disabled: ['updates'] })).toEqual({ state: 'off', reason: 'managed' })
  })
  it('what the packaging wrote is read; an address without TLS is none', () => {
    const folder = mkdtempSync(join(tmpdir(), 'build-'))
    const write = (updates: unknown): void => writeFileSync(join(folder, 'package.json'), JSON.stringify({ dialdesk: { updates } }))
    write({ url: 'https://updates.example/', key: 'abc', signed: true })
    expect(readBuildInfo(folder, true)).toEqual({ packaged: true, updates: { url: 'https://updates.example/', key: 'abc', signed: true } })
    write({ url: 'http://updates.example/' })
    expect(readBuildInfo(folder, true).updates).toBeNull()
    rmSync(folder, { recursive: true })
    expect(readBuildInfo(folder, false)).toEqual({ packaged: false, updates: null })
  })
})

describe('looking for updates', () => {
  beforeEach(() => {
    vi.useFakeTimers()
    return () => vi.useRealTimers()
  })
  function set(check: () => Promise<FoundUpdate | null>) {
    const states: UpdateState[] = []
    const calls = { up: false }
    const updates = createUpdates({
      build: built,
      platform: 'linux',
      managed: notManaged,
      channel: () => 'latest',
      inCall: () => calls.up,
      createUpdater: async () => ({ check }),
      onState: (state) => void states.push(state),
      now: () => 7,
      log,
    })
    updates.start()
    return { updates, states, calls, words: () => states.map((s) => s.state) }
  }
  it('waits for a quiet minute, loads in the background, and leaves the rest to the end of the app', async () => {
    const check = vi.fn(async () => ({
      version: '2.0.0',
      download: async (onPercent: (n: number) => void) => {
        for (const p of [0.4, 50.2, 50.9, 100]) onPercent(p)
      },
    }))
    const { states } = set(check)
    await vi.advanceTimersByTimeAsync(59_000)
    expect(check).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(20_000)
    expect(states).toEqual([
      { state: 'idle', checkedAt: null },
      { state: 'checking' },
      { state: 'downloading', version: '2.0.0', percent: 0 },
      { state: 'downloading', version: '2.0.0', percent: 50 },
      { state: 'downloading', version: '2.0.0', percent: 100 },
      { state: 'ready', version: '2.0.0' },
    ])
    await vi.advanceTimersByTimeAsync(24 * 3_600_000)
    expect(check).toHaveBeenCalledTimes(1)
  })
  it('asks again after hours, and says what the package manager is to do', async () => {
    const found: (FoundUpdate | null)[] = [null, { version: '2.0.0', download: null }]
    const { states } = set(async () => found.shift() ?? null)
    await vi.advanceTimersByTimeAsync(75_000)
    expect(states.at(-1)).toEqual({ state: 'idle', checkedAt: 7 })
    await vi.advanceTimersByTimeAsync(8 * 3_600_000)
    expect(states.at(-1)).toEqual({ state: 'announced', version: '2.0.0' })
  })
  it('never in a call: neither asked nor loaded while somebody talks, and gone on with after it', async () => {
    let loads = 0
    const check = vi.fn(async () => ({
      version: '2.0.0',
      download: (_: unknown, signal: AbortSignal) => {
        loads += 1
        return loads > 1 ? Promise.resolve() : new Promise<void>((_ok, no) => signal.addEventListener('abort', () => no(new Error('cancelled'))))
      },
    }))
    const { updates, calls, words } = set(check)
    calls.up = true
    await vi.advanceTimersByTimeAsync(75_000)
    expect(check).not.toHaveBeenCalled()
    calls.up = false
    await vi.advanceTimersByTimeAsync(75_000)
    expect(words().at(-1)).toBe('downloading')
    calls.up = true
    updates.callsChanged()
    await vi.advanceTimersByTimeAsync(0)
    expect(words().at(-1)).toBe('idle')
    calls.up = false
    await vi.advanceTimersByTimeAsync(75_000)
    expect([words().at(-1), loads]).toEqual(['ready', 2])
  })
  it('says why it failed, and tries again later', async () => {
    const check = vi.fn(() => Promise.reject(new UpdateError('signature', 'not ours')))
    const { states } = set(check)
    await vi.advanceTimersByTimeAsync(75_000)
    expect(states.at(-1)).toEqual({ state: 'failed', checkedAt: 7, reason: 'signature' })
    await vi.advanceTimersByTimeAsync(8 * 3_600_000)
    expect(check).toHaveBeenCalledTimes(2)
  })
})

describe('an AppImage’s updates', () => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const key = publicKey.export({ format: 'der', type: 'spki' }).toString('base64')
  const folder = mkdtempSync(join(tmpdir(), 'updates-'))
  const image = Buffer.from('a newer image')
  const files = new Map<string, string | Buffer>()
  const asked: string[] = []
  let server: Server
  let url = ''
  const manifest = (version: string, sha512 = createHash('sha512').update(image).digest('base64')): string =>
    `version: ${version}\nfiles:\n  - url: Dialdesk-${version}.AppImage\n    sha512: ${sha512}\n    size: ${image.length}\npath: Dialdesk-${version}.AppImage\nsha512: ${sha512}\n`
  const publish = (text: string, signed = text): void => {
    files.set('/latest-linux.yml', text)
    files.set('/latest-linux.yml.sig', sign(null, Buffer.from(signed), privateKey).toString('base64'))
    files.set('/Dialdesk-9.0.0.AppImage', image)
  }
  beforeAll(async () => {
    server = createServer((req, res) => {
      const path = new URL(req.url ?? '', 'http://x').pathname
      asked.push(path)
      const body = files.get(path)
      res.writeHead(body === undefined ? 404 : 200).end(body)
    })
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
    writeFileSync(join(folder, 'app-update.yml'), 'updaterCacheDirName: dialdesk-updater\n')
  })
  afterAll(() => {
    server.close()
    rmSync(folder, { recursive: true, force: true })
  })
  beforeEach(() => {
    files.clear()
    asked.length = 0
  })

  class NodeExecutor extends HttpExecutor<ReturnType<typeof request>> {
    createRequest(options: RequestOptions, callback: (response: unknown) => void) {
      return request({ ...options, protocol: 'http:' }, callback)
    }
    async download(
      from: URL,
      destination: string,
      options: { readonly sha512?: string; readonly cancellationToken: { createPromise: <T>(run: never) => Promise<T> } },
    ) {
      return options.cancellationToken.createPromise<string>(((ok: (path: string) => void, no: (e: Error) => void, onCancel: unknown) => {
        const target = {}
        configureRequestUrl(from, target)
        this.doDownload(
          target,
          { destination, options, onCancel, callback: (e: Error | null) => (e ? no(e) : ok(destination)), responseHandler: null } as never,
          0,
        )
      }) as never)
    }
  }
  const start = (appImage = true, trusted: string | null = key) => {
    vi.stubEnv('APPIMAGE', join(folder, 'Dialdesk.AppImage'))
    const quits: ((code: number) => void)[] = []
    const updater = createUpdater({
      platform: 'linux',
      url,
      key: trusted,
      appImage,
      log,
      prepare: async () => {},
      create() {
        const made = new AppImageUpdater(null, {
          version: '1.0.0',
          name: 'dialdesk',
          isPackaged: true,
          appUpdateConfigPath: join(folder, 'app-update.yml'),
          userDataPath: folder,
          baseCachePath: folder,
          whenReady: async () => {},
          relaunch() {},
          quit() {},
          onQuit: (handler: (code: number) => void) => void quits.push(handler),
        })
        Object.assign(made, { httpExecutor: new NodeExecutor() })
        return made
      },
    })
    return { updater, quits }
  }
  const signal = new AbortController().signal

  it('are loaded when our key signed the manifest, held to its sum, and put in place at the end', async () => {
    publish(manifest('9.0.0'))
    const { updater, quits } = start()
    const found = await updater.check('latest')
    expect(found?.version).toBe('9.0.0')
    const percents: number[] = []
    await found?.download?.((p) => percents.push(p), signal)
    expect(quits).toHaveLength(1)
    // nothing is replaced while the app runs
    expect(existsSync(join(folder, 'Dialdesk.AppImage'))).toBe(false)
    expect(readFileSync(join(folder, 'dialdesk-updater', 'pending', 'Dialdesk-9.0.0.AppImage'))).toEqual(image)
  })
  it.each<[string, () => void]>([
    ['no signature', () => files.delete('/latest-linux.yml.sig')],
    ['a signature of something else', () => publish(manifest('9.0.0'), 'something else')],
    [
      'a signature of somebody else',
      () =>
        files.set('/latest-linux.yml.sig', sign(null, Buffer.from(manifest('9.0.0')), generateKeyPairSync('ed25519').privateKey).toString('base64')),
    ],
    ['a signature that is none', () => files.set('/latest-linux.yml.sig', 'AAAA')],
  ])('%s: refused before anything is loaded', async (_, spoil) => {
    publish(manifest('9.0.0'))
    spoil()
    await expect(start().updater.check('latest')).rejects.toMatchObject({ reason: 'signature' })
    expect(asked.some((path) => path.endsWith('.AppImage'))).toBe(false)
  })
  it('a package that is not the one in the manifest is thrown away', async () => {
    publish(manifest('9.1.0', createHash('sha512').update('other').digest('base64')))
    files.set('/Dialdesk-9.1.0.AppImage', image)
    const found = await start().updater.check('latest')
    await expect(found?.download?.(() => {}, signal)).rejects.toMatchObject({ reason: 'download' })
    expect(existsSync(join(folder, 'dialdesk-updater', 'pending', 'Dialdesk-9.1.0.AppImage'))).toBe(false)
  })
  it('an older version is no update, even signed; the same neither', async () => {
    for (const version of ['0.9.0', '1.0.0']) {
      publish(manifest(version))
      expect(await start().updater.check('latest')).toBeNull()
    }
  })
  it('deb and rpm announce and load nothing', async () => {
    publish(manifest('9.0.0'))
    expect(await start(false).updater.check('latest')).toEqual({ version: '9.0.0', download: null })
    expect(asked.some((path) => path.endsWith('.AppImage'))).toBe(false)
  })
  it('the preview channel has a manifest of its own; no server is said so', async () => {
    await expect(start().updater.check('beta')).rejects.toMatchObject({ reason: 'unreachable' })
    expect(asked).toContain('/beta-linux.yml')
  })
  it('a signature is good for one text and one key', () => {
    const text = 'version: 1'
    const good = sign(null, Buffer.from(text), privateKey).toString('base64')
    expect([
      signedBy(key, text, good),
      signedBy(key, `${text} `, good),
      signedBy(null, text, good),
      signedBy('AAAA', text, good),
      signedBy(key, text, ''),
    ]).toEqual([true, false, false, false, false])
  })
})
