// electron-updater behind our own interface: what may be loaded is decided here, how it is loaded and installed is the library's.

import { createPublicKey, verify } from 'node:crypto'
import { CancellationToken, HttpError } from 'builder-util-runtime'
import { AppImageUpdater, type AppUpdater, MacUpdater, NsisUpdater, Provider, type ResolvedUpdateFileInfo, type UpdateInfo } from 'electron-updater'
import { parseUpdateInfo, resolveFiles } from 'electron-updater/out/providers/Provider.js'
import type { Log } from '../log.ts'
import { UpdateError, type Updater } from './updates.ts'

export type UpdaterOptions = {
  readonly platform: NodeJS.Platform
  /** Folder of the manifests. */
  readonly url: string
  /** Public key of the Linux manifests, SPKI DER in base64. */
  readonly key: string | null
  /** Runs as an AppImage, which replaces itself; other Linux packages only announce. */
  readonly appImage: boolean
  readonly log: Log
  /** Applied to the library's own session before the first request. */
  readonly prepare: (updater: AppUpdater) => Promise<void>
  /** The library's updater of this platform; tests give one without Electron. */
  readonly create?: () => AppUpdater
}

/** electron-updater of this platform, with checks of our own before anything is installed (docs/decisions/004-on-the-desktop.md). */
export function createUpdater(o: UpdaterOptions): Updater {
  const linux = o.platform === 'linux'
  const make = o.create ?? (() => (linux ? new AppImageUpdater() : o.platform === 'darwin' ? new MacUpdater() : new NsisUpdater()))
  const updater = make()
  updater.logger = o.log
  updater.autoDownload = false
  updater.autoInstallOnAppQuit = true
  updater.disableWebInstaller = true
  // its errors are thrown too; without a listener the event would end the process
  updater.on('error', () => {})
  let prepared: Promise<void> | null = null
  return {
    async check(channel) {
      prepared ??= o.prepare(updater)
      await prepared
      updater.setFeedURL(
        linux
          ? // biome-ignore lint/suspicious/noExplicitAny: the library's type asks for its own provider options
            ({ provider: 'custom', updateProvider: signedProvider(o.url, channel, o.key) } as any)
          : { provider: 'generic', url: o.url, channel },
      )
      // set after the feed: naming a channel would allow an older version
      updater.allowDowngrade = false
      updater.allowPrerelease = channel === 'beta'
      const result = await updater.checkForUpdates().catch(rethrow)
      if (!result?.isUpdateAvailable) return null
      const { version } = result.updateInfo
      if (linux && !o.appImage) return { version, download: null }
      return {
        version,
        async download(onPercent, signal) {
          if (o.platform === 'win32') await assertPublisher(updater)
          const token = new CancellationToken()
          const cancel = (): void => token.cancel()
          const progress = ({ percent }: { percent: number }): void => onPercent(percent)
          signal.addEventListener('abort', cancel, { once: true })
          updater.on('download-progress', progress)
          try {
            await updater.downloadUpdate(token).catch(rethrow)
          } finally {
            updater.off('download-progress', progress)
            signal.removeEventListener('abort', cancel)
          }
        },
      }
    },
  }
}

/** The library checks the Authenticode publisher only where the build wrote down whose signature to expect. */
async function assertPublisher(updater: AppUpdater): Promise<void> {
  const { configOnDisk } = updater as unknown as { configOnDisk: { value: Promise<{ publisherName?: unknown }> } }
  const { publisherName } = await configOnDisk.value
  if (!publisherName) throw new UpdateError('signature', 'the build names no publisher')
}

/** Maps the library's error to ours. */
function rethrow(e: unknown): never {
  if (e instanceof UpdateError) throw e
  const { code, message = 'failed' } = e as { code?: string; message?: string }
  if (code === 'ERR_CHECKSUM_MISMATCH' || /sha512/i.test(message)) throw new UpdateError('download', message)
  if (/signature|not signed|publisher/i.test(message)) throw new UpdateError('signature', message)
  if (e instanceof HttpError || /^ERR_UPDATER_CHANNEL|^E[A-Z]+$/.test(code ?? '') || /^net::/.test(message))
    throw new UpdateError('unreachable', message)
  throw new UpdateError('other', message)
}

/**
 * A folder with `latest-linux.yml` and beside it `latest-linux.yml.sig`: a detached Ed25519 signature (RFC 8032) in base64 over
 * the manifest's bytes. Nothing is read from the manifest, and nothing is loaded, before the signature is verified with the app's key; the
 * packages must match the SHA-512 in it.
 */
function signedProvider(base: string, channel: string, key: string | null): unknown {
  return class SignedProvider extends Provider<UpdateInfo> {
    // biome-ignore lint/suspicious/noExplicitAny: what the library hands to a provider it makes
    constructor(_options: unknown, _updater: unknown, runtime: any) {
      super(runtime)
    }
    async getLatestVersion(): Promise<UpdateInfo> {
      const file = `${this.getCustomChannelName(channel)}.yml`
      const at = (name: string): URL => new URL(name, base.endsWith('/') ? base : `${base}/`)
      const manifest = await this.httpRequest(at(file))
      const signature = await this.httpRequest(at(`${file}.sig`)).catch(() => null)
      if (manifest === null || signature === null || !signedBy(key, manifest, signature))
        throw new UpdateError('signature', 'the manifest is not signed with our key')
      return parseUpdateInfo(manifest, file, at(file))
    }
    resolveFiles(info: UpdateInfo): ResolvedUpdateFileInfo[] {
      return resolveFiles(info, new URL(base.endsWith('/') ? base : `${base}/`))
    }
  }
}

/** @param key SPKI DER in base64; anything that is not an Ed25519 key or signature is refused */
export function signedBy(key: string | null, text: string, signature: string): boolean {
  if (key === null) return false
  try {
    const publicKey = createPublicKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'spki' })
    return publicKey.asymmetricKeyType === 'ed25519' && verify(null, Buffer.from(text, 'utf8'), publicKey, Buffer.from(signature.trim(), 'base64'))
  } catch {
    return false
  }
}
