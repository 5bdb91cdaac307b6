import { type Browser, chromium, type LaunchOptions } from '@playwright/test'
import { findChromium, lean } from '../electron-host/chromium.ts'

/**
 * The browser that the stand-in host uses, with a microphone that beeps, and scroll bars that take their width, as on Windows. It is started once for
 * all specs of a worker (Playwright's fixture `browser`).
 */
export function browserOptions(): LaunchOptions {
  const executablePath = findChromium(true)
  return {
    ...(executablePath ? { executablePath } : {}),
    ignoreDefaultArgs: ['--hide-scrollbars'],
    args: ['--no-sandbox', ...lean(), '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'],
  }
}
export const launchBrowser = (): Promise<Browser> => chromium.launch(browserOptions())
