import { readFileSync } from 'node:fs'
import Analytics from '@rudderstack/rudder-sdk-node'

// docs: begin
const analytics = new Analytics(process.env.WRITE_KEY, {
  dataPlaneUrl: process.env.MILLRACE, // such as https://events.shop.example
})
// docs: end

const { ANONYMOUS_ID: anonymousId, USER_ID, PREVIOUS_ID: previousId, TIMESTAMP } = process.env
const context = JSON.parse(process.env.CONTEXT)
const originalTimestamp = new Date(TIMESTAMP)
let userId
for (const step of JSON.parse(readFileSync(process.env.JOURNEY, 'utf8'))) {
  if (step.call === 'identify') userId = USER_ID
  const { call, event, name, properties, traits } = step
  analytics[call]({ event, name, properties, traits, anonymousId, userId, context, originalTimestamp })
}
analytics.alias({ previousId, userId, context, originalTimestamp })

// docs: before the process ends
await analytics.flush()
