import { readFileSync } from 'node:fs'
import { Analytics } from '@segment/analytics-node'

// docs: begin
const analytics = new Analytics({
  writeKey: process.env.WRITE_KEY,
  host: process.env.MILLRACE, // such as https://events.shop.example
})
// docs: end

const { ANONYMOUS_ID: anonymousId, USER_ID, PREVIOUS_ID: previousId, TIMESTAMP } = process.env
const context = JSON.parse(process.env.CONTEXT)
let userId
for (const step of JSON.parse(readFileSync(process.env.JOURNEY, 'utf8'))) {
  if (step.call === 'identify') userId = USER_ID
  analytics[step.call]({ ...step, anonymousId, userId, context, timestamp: new Date(TIMESTAMP) })
}
analytics.alias({ previousId, userId, context, timestamp: new Date(TIMESTAMP) })

// docs: before the process ends
await analytics.closeAndFlush()
