import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type RequestOptions, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { configureRequestUrl, HttpExecutor } from 'builder-util-runtime'
import { AppImageUpdater } from 'electron-updater'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createUpdater, signedBy } from '../../../../../electron/main/updates/updater.ts'

const log = { info: () => {}, warn: () => {}, error: () => {} }

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
  it('the preview channel has its own manifest; an unreachable server is reported', async () => {
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
