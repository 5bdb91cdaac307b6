// Electron's utilityProcess: a Node child with `process.parentPort`.
import { type ChildProcess, fork as forkNode } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { fileURLToPath } from 'node:url'

type Options = { env?: NodeJS.ProcessEnv; serviceName?: string; stdio?: 'pipe' | 'inherit' | 'ignore' | string[]; execArgv?: string[]; cwd?: string }

const running = new Set<UtilityProcess>()

/** Events: 'spawn', 'message' (value), 'exit' (code). */
export class UtilityProcess extends EventEmitter {
  readonly #child: ChildProcess
  readonly name: string
  constructor(path: string, args: string[], o: Options) {
    super()
    const known = ['env', 'serviceName', 'stdio', 'execArgv', 'cwd', 'allowLoadingUnsignedLibraries', 'respondToAuthRequestsFromMainProcess']
    for (const k of Object.keys(o)) if (!known.includes(k)) throw new Error(`electron-host: utilityProcess.fork option ${k} is not stood in for`)
    this.name = o.serviceName ?? 'Node Utility Process'
    const stdio = o.stdio ?? 'inherit'
    const [, out, err] = Array.isArray(stdio) ? stdio : [stdio, stdio, stdio]
    this.#child = forkNode(path, args, {
      env: { ...(o.env ?? process.env) },
      execArgv: ['--disable-warning=ExperimentalWarning', '--import', new URL('./utility-child.mjs', import.meta.url).href, ...(o.execArgv ?? [])],
      serialization: 'advanced',
      stdio: ['ignore', (out ?? 'inherit') as 'pipe', (err ?? 'inherit') as 'pipe', 'ipc'],
      ...(o.cwd === undefined ? {} : { cwd: o.cwd }),
      // as in Electron, the child is no member of the app's own process group business: it dies with the channel
      detached: false,
    })
    this.#child.once('spawn', () => this.emit('spawn'))
    this.#child.on('message', (m) => this.emit('message', m))
    this.#child.on('error', (e) => console.error('electron-host: utility process', e))
    running.add(this)
    this.#child.once('exit', (code, signal) => {
      running.delete(this)
      this.emit('exit', code ?? (signal ? 128 : 1))
    })
  }
  get pid(): number | undefined {
    return this.#child.exitCode === null && this.#child.signalCode === null ? this.#child.pid : undefined
  }
  get stdout() {
    return this.#child.stdout
  }
  get stderr() {
    return this.#child.stderr
  }
  postMessage(message: unknown, transfer: unknown[] = []): void {
    if (transfer.length) throw new Error('electron-host: transferring ports to a utility process is not stood in for')
    if (this.#child.connected) this.#child.send(message as object, () => {})
  }
  kill(): boolean {
    return this.#child.kill('SIGTERM')
  }
}

/** Those that run, as `app.getAppMetrics` names them. */
export const utilityProcesses = () => [...running].flatMap(({ pid, name }) => (pid === undefined ? [] : [{ pid, type: 'Utility', name }]))

export const utilityProcess = {
  fork: (path: string, args: string[] = [], options: Options = {}) =>
    new UtilityProcess(path.startsWith('file:') ? fileURLToPath(path) : path, args, options),
}
