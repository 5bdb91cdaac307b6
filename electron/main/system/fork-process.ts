import { getCompileCacheDir } from 'node:module'
import { join } from 'node:path'
import { type UtilityProcess, utilityProcess } from 'electron'

/**
 * Starts one of our processes, which finds its compiled modules where main keeps its own.
 *
 * @param folder of the built files
 * @param file without its extension
 * @param serviceName as it appears among the system's processes
 * @param args what the process reads after the folder of compiled modules
 */
export const forkProcess = (folder: string, file: string, serviceName: string, ...args: string[]): UtilityProcess =>
  utilityProcess.fork(join(folder, `${file}.js`), [getCompileCacheDir() ?? '', ...args], { serviceName, stdio: 'inherit' })
