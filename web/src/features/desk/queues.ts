export const QUEUES = ['reports', 'appeals', 'films', 'takes'] as const
export type Queue = (typeof QUEUES)[number]
