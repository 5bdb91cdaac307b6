import { useApp } from '../state/app-store.ts'

/** Whether web callbacks are offered: whoever manages the computer may have switched them off. */
export const useMayCallBack = (): boolean => useApp(({ environment }) => !environment.managed.disabled.includes('callback'))
