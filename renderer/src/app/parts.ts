import { lazyModule } from '../components/lazy-module.tsx'

/** What is loaded beside or after the first screen. */
export const signIn = lazyModule(() => import('../features/sign-in/sign-in.tsx'))
export const firstRun = lazyModule(() => import('../features/first-run/first-run.tsx'))
export const dialogs = lazyModule(() => import('./dialogs.tsx'))
export const callScreen = lazyModule(() => import('../features/calls/call-screen.tsx'))
export const callSummary = lazyModule(() => import('../features/calls/call-summary.tsx'))
