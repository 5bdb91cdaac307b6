import { app } from 'electron'
import type { UpdateState } from '../../../shared/domain/desktop.ts'
import type { Environment } from '../environment.ts'
import { proxyConfig } from '../system/proxy.ts'
import { readBuildInfo } from './build-info.ts'
import { createUpdates, type Updates } from './updates.ts'

/** The updates of this build, over the policy's proxy. */
export function createAppUpdates(
  { settings, managed, log }: Environment,
  { inCall, onState }: { readonly inCall: () => boolean; readonly onState: (state: UpdateState) => void },
): Updates {
  const build = readBuildInfo(app.getAppPath(), app.isPackaged)
  return createUpdates({
    build,
    platform: process.platform,
    managed,
    channel: () => settings.get('settings').desktop.updateChannel,
    inCall,
    async createUpdater() {
      const { createUpdater } = await import('./updater.ts')
      return createUpdater({
        platform: process.platform,
        url: build.updates?.url ?? '',
        key: build.updates?.key ?? null,
        appImage: process.env['APPIMAGE'] !== undefined,
        log,
        async prepare({ netSession }) {
          if (managed.proxy !== null) await netSession.setProxy(proxyConfig(managed.proxy))
        },
      })
    },
    onState,
    now: Date.now,
    log,
  })
}
