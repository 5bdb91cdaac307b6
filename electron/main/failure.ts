import { AppError, type Failure } from '../../shared/domain/failure.ts'

/** What the page may learn of an error: an AppError as it is, anything else without its text. */
export function asFailure(e: unknown): Failure {
  return e instanceof AppError ? e.toFailure() : { code: 'internal', message: 'unexpected failure', retryable: true }
}
