import { expect, it } from 'vitest'
import {
  incomingBounds,
  incomingWindowOptions,
  mainWindowOptions,
  printWindowOptions,
  visibleBounds,
} from '../../../../../electron/main/windows/window-options.ts'

const closedOff = {
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
}

const usual = { platform: 'linux', preload: 'p', icon: 'i', dark: false, bounds: null, development: false, hidden: false } as const

it.each(['win32', 'darwin', 'linux'] as const)('the window is closed off, %s', (platform) => {
  for (const { webPreferences } of [mainWindowOptions({ ...usual, platform }), incomingWindowOptions(platform, 'p', false, false)]) {
    expect(webPreferences).toMatchObject(closedOff)
    expect(webPreferences).not.toHaveProperty('enableBlinkFeatures')
  }
})

it('a page that starts in the tray knows that nobody sees it', () => {
  expect([false, true].map((hidden) => mainWindowOptions({ ...usual, hidden }).paintWhenInitiallyHidden)).toEqual([true, false])
})

it('developer tools open while the app is developed, and in no window of what is shipped', () => {
  const tools = (development: boolean): unknown[] => [
    mainWindowOptions({ ...usual, development }).webPreferences?.devTools,
    incomingWindowOptions('linux', 'p', false, development).webPreferences?.devTools,
  ]
  expect([tools(false), tools(true), printWindowOptions.webPreferences?.devTools]).toEqual([[false, false], [true, true], false])
})

it.each(['win32', 'darwin', 'linux'] as const)('the incoming window does not take the focus, stays on top and is closed off, %s', (platform) => {
  expect(incomingWindowOptions(platform, 'p', true, false)).toMatchObject({
    width: 360,
    height: 180,
    show: false,
    frame: false,
    resizable: false,
    skipTaskbar: true,
    alwaysOnTop: true,
    backgroundColor: '#181B21',
    webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true },
  })
})

it('the window that a page is printed from runs no script and shares nothing with the app’s pages', () => {
  expect(printWindowOptions).toMatchObject({
    show: false,
    webPreferences: { ...closedOff, partition: 'print', javascript: false },
  })
  expect(printWindowOptions.webPreferences).not.toHaveProperty('preload')
})

it('the incoming window is at the bottom right of the screen with the pointer', () => {
  expect(incomingBounds({ x: 1920, y: 40, width: 1280, height: 1000 }, 1)).toEqual({ x: 2824, y: 844, width: 360, height: 180 })
  expect(incomingBounds({ x: 1920, y: 40, width: 1280, height: 1000 }, 1.5)).toEqual({ x: 2644, y: 754, width: 540, height: 270 })
  expect(incomingBounds({ x: 0, y: 0, width: 300, height: 150 }, 1)).toMatchObject({ x: 0, y: 0 })
})

it('the window comes back where it was, if that is still on a screen', () => {
  const screens = [
    { x: 0, y: 0, width: 1920, height: 1080 },
    { x: -1280, y: 200, width: 1280, height: 800 },
  ]
  const bounds = { x: 100, y: 100, width: 1120, height: 720, maximized: false }
  expect(visibleBounds(bounds, screens)).toEqual(bounds)
  expect(visibleBounds({ ...bounds, x: -1200, y: 300 }, screens)).toMatchObject({ x: -1200 })
  // a window partly outside stays where the user put it; one that cannot be dragged back was on a screen that is gone
  expect(visibleBounds({ ...bounds, x: -500 }, [screens[0] as never])).toMatchObject({ x: -500 })
  expect(visibleBounds({ ...bounds, x: 2500, width: 3000 }, screens)).toEqual({ ...bounds, x: null, y: null, width: 1920 })
  expect(visibleBounds({ ...bounds, y: -50 }, screens)).toMatchObject({ x: null, y: null })
  expect(visibleBounds(null, screens)).toBeNull()
})
