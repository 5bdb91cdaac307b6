export { smsSegments } from '../../../../shared/domain/sms-segments.ts'
