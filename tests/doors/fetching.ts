// Three calls, and a refusal, with types by openapi-typescript and openapi-fetch.
import createClient from "openapi-fetch";
import type { paths } from "./schema";

declare const process: { env: Record<string, string | undefined> };

async function main(): Promise<void> {
  const { server, key, accountId, warehouseId, brokerId, productId, externalId } = JSON.parse(process.env["GIVEN"]!);
  const client = createClient<paths>({ baseUrl: server, headers: { authorization: `Bearer ${key}` } });
  const items = [{ productId, quantity: 1, unitValueUsd: 20 }];
  const body = { accountId, items: [{ externalId, destinationCountry: "US", items }] };
  const orders = await client.POST("/api/orders/sync", { body });
  const orderIds = [orders.data!.data[0]!.id];
  const planned = await client.POST("/api/exports/plan", { body: { accountId, warehouseId, brokerId, orderIds } });
  const listed = await client.GET("/api/exports", { params: { query: { limit: 1 } } });
  const refused = await client.GET("/api/exports/{id}", { params: { path: { id: "none" } } });
  console.log(JSON.stringify([planned.data!.readinessState, listed.data!.data.length, refused.error!.errorCode]));
}

void main();
