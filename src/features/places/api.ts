import { type Route, serve, serveCall } from '../../platform/http/route.ts';
import { tilesPath } from '../../platform/http/tiles.ts';
import * as commands from './commands.ts';
import * as c from './contract.ts';
import { cellOf } from './rules.ts';

const shown = 8;

export const routes: Route[] = [
  serveCall(c.listZones, ({ tx, services }) =>
    tx(async (ctx) => {
      const cells = await commands.cellsByZone(ctx);
      const items = (await commands.zones(ctx)).map((z) => ({ ...z, cells: cells.get(z.id)! }));
      const tiles = services.config.tiles ? tilesPath : null;
      return { chapters: await commands.chapters(ctx), items, tiles };
    }),
  ),
  serve(c.findCrossings, async (ctx, { query }) => {
    const withCell = (items: c.Crossing[]) => ({
      items: items.map((one) => ({ ...one, cell: cellOf(one) })),
    });
    if (query.near) {
      const [lat, lon] = query.near.split(',').map(Number);
      return withCell(await commands.nearestCrossings(ctx, { lat: lat!, lon: lon! }, shown));
    }
    return withCell(query.q ? await commands.crossingsByName(ctx, query.q, shown) : []);
  }),
];
