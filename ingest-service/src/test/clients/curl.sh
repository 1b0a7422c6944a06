# docs: begin
curl --fail-with-body --user "$WRITE_KEY:" "$MILLRACE/v1/track" --data '{
  "messageId": "order-500-completed",
  "userId": "anna",
  "event": "Order Completed",
  "properties": {"order_id": "500", "total": "59.80", "currency": "EUR"}
}'
# docs: end
