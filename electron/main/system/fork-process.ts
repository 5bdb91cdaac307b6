import { getCompileCacheDir } from 'node:module'
import { join } from 'node:path'
import { type UtilityProcess, utilityProcess } from 'electron'

/**
 * Starts one of our processes, which finds its compiled modules where main keeps its own.
 *
 * @param folder of the built files
 * @param file without its extension
 * @param serviceName as it appears among the system's processes
 */
export const forkProcess = (folder: string, file: string, serviceName: string): UtilityProcess =>
  utilityProcess.fork(join(folder, `${file}.js`), [getCompileCacheDir() ?? ''], { serviceName, stdio: 'inherit' })
