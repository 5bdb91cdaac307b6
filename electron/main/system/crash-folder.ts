import { join } from 'node:path'

/** The folder of the user's data that reports of crashes are kept in. */
export const crashFolder = (userData: string): string => join(userData, 'crashes')
