# docs: begin
curl --fail-with-body --header "Authorization: Bearer $ADMIN_KEY" --header "Content-Type: application/json" \
  --request PUT "$MILLRACE/api/sources/shop-backend" --data '{"kind": "server"}'
curl --fail-with-body --header "Authorization: Bearer $ADMIN_KEY" --header "Content-Type: application/json" \
  --request POST "$MILLRACE/api/sources/shop-backend/keys" --data '{}'
# docs: end
