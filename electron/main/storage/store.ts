import { accessSync, constants, existsSync, renameSync, rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { setImmediate } from 'node:timers/promises'
import type { DatabaseFault, DatabaseState } from '../../../shared/domain/storage-state.ts'
import { accountKind } from './account-kind.ts'
import { NewerDatabase, versionOf } from './migrations.ts'
import type { Salvaged } from './salvage.ts'

/** What a database holds: its schema, and who answers its requests. */
export type StoreKind = {
  /** The newest schema's version. */
  readonly newest: number
  /** Brings a database to the newest schema. Throws NewerDatabase. */
  readonly migrate: (database: DatabaseSync) => void
  /** Two tables whose root pages are read on opening: a damaged table shows when it is read, not before. */
  readonly tables: readonly [string, string]
  /** Copies what can be read of a file into an empty database, which it brings to the newest schema. */
  readonly salvage: (into: DatabaseSync, path: string) => Salvaged
  /** By the name of the request. */
  readonly handlers: (database: DatabaseSync) => Readonly<Record<string, (args: never) => unknown>>
}

export type StoreOptions = {
  /** An account's database unless told otherwise. */
  readonly kind?: StoreKind
  readonly path: string
  readonly now: () => number
  readonly onState: (state: DatabaseState) => void
  /** Opens a file read and write. */
  readonly open?: (path: string) => DatabaseSync
  /** How long a lock of another program is waited for, in ms. */
  readonly busyTimeout?: number
}

export type Store = {
  /** Throws SQLite's error if the request fails; later requests still work. */
  readonly answer: (name: string, args: unknown) => unknown
  /** Looks for damage that no request has met yet, table by table; requests are answered between two tables. */
  readonly check: () => Promise<void>
  readonly close: () => void
}

/**
 * A database that never locks the user out. A damaged file is renamed, and a new one takes what can be read of it; where the file
 * cannot be used at all (locked, newer, full, read-only) a database in memory replaces it, with as much of the file as can be
 * read. Both happen on opening and when a request fails for that reason; the request is then answered by the replacement.
 */
export function openStore(options: StoreOptions): Store {
  const { kind = accountKind, path, now, onState, open = (file) => new DatabaseSync(file), busyTimeout = 3000 } = options
  let database: DatabaseSync
  let handlers: ReturnType<StoreKind['handlers']>
  let inMemory = false
  let closed = false

  const use = (next: DatabaseSync): void => {
    database = next
    handlers = kind.handlers(next)
  }
  const openFile = (): void => {
    const file = open(path)
    try {
      // WAL with synchronous NORMAL: a kill loses no committed call, a power cut at most the last one
      file.exec(`PRAGMA busy_timeout = ${busyTimeout}; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON`)
      upgrade(kind, file, path, () => onState({ state: 'updating' }))
      for (const table of kind.tables) file.exec(`SELECT count(*) FROM (SELECT 1 FROM ${table} LIMIT 1)`)
      use(file)
    } catch (e) {
      file.close()
      throw e
    }
  }
  const openInMemory = (reason: DatabaseFault): void => {
    const memory = new DatabaseSync(':memory:')
    if (existsSync(path)) kind.salvage(memory, path)
    kind.migrate(memory)
    use(memory)
    inMemory = true
    onState({ state: 'in-memory', reason })
  }
  const recover = (e: unknown): void => {
    const fault = faultOf(e, path)
    if (fault !== 'damaged') return openInMemory(fault)
    try {
      const aside = setAside(path, now())
      const fresh = open(path)
      const saved = kind.salvage(fresh, aside)
      fresh.close()
      openFile()
      onState({ state: 'set-aside', path: aside, ...saved })
    } catch (again) {
      const next = faultOf(again, path)
      openInMemory(next === 'damaged' ? 'failed' : next)
    }
  }

  try {
    openFile()
    onState({ state: 'ready' })
  } catch (e) {
    recover(e)
  }
  const run = (name: string, args: unknown): unknown => (handlers[name] as (args: unknown) => unknown)(args)
  return {
    answer(name, args) {
      try {
        return run(name, args)
      } catch (first) {
        let e = first
        if (!inMemory && isLocked(e)) {
          onState({ state: 'waiting' })
          for (let turn = 0; turn < TURNS; turn++) {
            try {
              const answer = run(name, args)
              onState({ state: 'ready' })
              return answer
            } catch (again) {
              e = again
              if (!isLocked(e)) break
            }
          }
        }
        if (inMemory || !(spoilsFile(e) || isLocked(e))) throw e
        try {
          database.close()
        } catch {
          // it is not used any more
        }
        recover(e)
        return run(name, args)
      }
    },
    async check() {
      const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'").all()
      for (const { name } of tables) {
        await setImmediate()
        if (closed || inMemory) return
        try {
          const [found] = database.prepare(`PRAGMA quick_check('${name}')`).all()
          if (found && Object.values(found)[0] === 'ok') continue
        } catch (e) {
          if (!spoilsFile(e)) continue
        }
        database.close()
        return recover({ errcode: sqlite.corrupt })
      }
    },
    close() {
      closed = true
      database.close()
    },
  }
}

// https://www.sqlite.org/rescode.html; the low byte is the primary code
const sqlite = { error: 1, busy: 5, locked: 6, readOnly: 8, io: 10, corrupt: 11, full: 13, cannotOpen: 14, notDatabase: 26 } as const
/** SQLITE_IOERR_SHMSIZE: there is no room for the side file of the WAL. */
const IO_SHM_SIZE = 4874

/** How often a request that finds the file locked waits for it again. */
const TURNS = 3

const isLocked = (e: unknown): boolean => [sqlite.busy, sqlite.locked].some((code) => code === (codeOf(e) & 0xff))
const codeOf = (e: unknown): number => Number((e as { errcode?: unknown } | null)?.errcode ?? Number.NaN)

/** Whether the failure means that the file is unusable; a wrong statement is not the file's fault. */
function spoilsFile(e: unknown): boolean {
  const code = codeOf(e) & 0xff
  return [sqlite.readOnly, sqlite.io, sqlite.corrupt, sqlite.full, sqlite.cannotOpen, sqlite.notDatabase].some((c) => c === code)
}

function faultOf(e: unknown, path: string): DatabaseFault | 'damaged' {
  if (e instanceof NewerDatabase) return 'newer'
  switch (codeOf(e) & 0xff) {
    case sqlite.busy:
    case sqlite.locked:
      return 'locked'
    case sqlite.full:
      return 'full'
    case sqlite.readOnly:
      return 'read-only'
    case sqlite.io:
      return codeOf(e) === IO_SHM_SIZE ? 'full' : 'failed'
    case sqlite.cannotOpen:
      return isWritable(path) ? 'failed' : 'read-only'
    // a schema that does not match its version
    case sqlite.error:
    case sqlite.corrupt:
    case sqlite.notDatabase:
      return 'damaged'
    default:
      return 'failed'
  }
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK)
    return true
  } catch (e) {
    return (e as NodeJS.ErrnoException).code === 'ENOENT'
  }
}

/** Renames the database with its side files. Returns its new path. */
function setAside(path: string, now: number): string {
  const aside = path.replace(/(\.db)?$/, `.damaged-${now}.db`)
  renameSync(path, aside)
  for (const suffix of ['-wal', '-shm']) if (existsSync(path + suffix)) renameSync(path + suffix, aside + suffix)
  return aside
}

/**
 * Brings a file to the newest schema. What an older version wrote is copied first, and the copy kept until a start finds the file
 * at the newest schema: an update that destroys it can be undone.
 */
function upgrade({ newest, migrate }: StoreKind, file: DatabaseSync, path: string, onUpdate: () => void): void {
  const copy = path.replace(/(\.db)?$/, '.before-update.db')
  const version = versionOf(file)
  if (version === newest) rmSync(copy, { force: true })
  else if (version > 0 && version < newest) {
    onUpdate()
    rmSync(copy, { force: true })
    file.prepare('VACUUM INTO ?').run(copy)
  }
  migrate(file)
}
