import 'maplibre-gl/dist/maplibre-gl.css';
import {
  type GeoJSONSource,
  LngLatBounds,
  Map as MapLibre,
  Marker,
  NavigationControl,
  setWorkerUrl,
} from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import { useEffect, useRef, useState } from 'react';
import { listZones } from '../../../features/places/contract.ts';
import { useCall } from '../query.ts';
import { Loading } from '../states.tsx';
import { VerbButton } from '../verb.tsx';
import { makeRoom } from './labels.ts';
import { circle, landOf } from './shapes.ts';
import { repaint, styleOf } from './style.ts';

setWorkerUrl(workerUrl);

export interface Pin {
  id: string;
  lat: number;
  lon: number;
  /** Read out, and shown beside the pin. */
  label: string;
  kind: 'incident' | 'confirmed' | 'meet' | 'report';
  /** Metres around it: how exact it is, or how far a rule reaches. */
  radiusM?: number;
  selected?: boolean;
}

interface Props {
  pins: readonly Pin[];
  /** What the map is of, for those who do not see it. */
  label: string;
  onPin?: (id: string) => void;
}

const shapes: Record<Pin['kind'], string> = { incident: '▲', confirmed: '✓', meet: '◆', report: '●' };

/** Zones, on the network's own map file where there is one, and pins. Nothing comes from anywhere else. */
export function MapView({ pins, label, onPin }: Props) {
  const holder = useRef<HTMLDivElement>(null);
  const names = useRef<Marker[]>([]);
  const [map, setMap] = useState<MapLibre | null>(null);
  const zones = useCall(listZones, {}, { every: undefined });
  const [trouble, setTrouble] = useState(false);
  const [attempt, setAttempt] = useState(0);
  const again = () => {
    setTrouble(false);
    setAttempt((count) => count + 1);
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: the map is made once; pins are put on it below
  useEffect(() => {
    if (!holder.current || !zones.data) return;
    const { tiles } = zones.data;
    const made = new MapLibre({
      container: holder.current,
      style: styleOf(landOf(zones.data.items), tiles),
      attributionControl: false,
      bounds: boundsOf(pins) ?? boundsOf(zones.data.items)!,
      fitBoundsOptions: { padding: 40, maxZoom: 12.5 },
      dragRotate: false,
      pitchWithRotate: false,
      cooperativeGestures: false,
    });
    made.addControl(new NavigationControl({ showCompass: false }), 'top-right');
    names.current = zones.data.items.map((zone) => labelZone(made, zone));
    const dark = matchMedia('(prefers-color-scheme: dark)');
    const onTheme = () => repaint(made, tiles);
    dark.addEventListener('change', onTheme);
    made.on('load', () => setMap(made));
    // Its worker or its data did not come; a piece that is missing later leaves the map as it is.
    made.on('error', () => {
      if (!made.loaded()) setTrouble(true);
    });
    return () => {
      dark.removeEventListener('change', onTheme);
      setMap(null);
      made.remove();
    };
  }, [zones.data, attempt]);

  useEffect(() => {
    if (!map) return;
    const markers = pins.map((pin) => addPin(map, pin, onPin));
    const around = pins.flatMap((pin) => (pin.radiusM ? circle(pin, pin.radiusM).features : []));
    map.getSource<GeoJSONSource>('around')?.setData({ type: 'FeatureCollection', features: around });
    const place = () => makeRoom(names.current, markers);
    place();
    map.on('moveend', place);
    return () => {
      map.off('moveend', place);
      for (const marker of markers) marker.remove();
    };
  }, [map, pins, onPin]);

  return (
    <div className="map">
      {!map && !trouble && <Loading lines={4} />}
      {!map && trouble && (
        <div className="map-trouble" role="status">
          <p>The map could not be drawn. What is on it stands in words beside it.</p>
          <VerbButton onClick={again}>Draw it again</VerbButton>
        </div>
      )}
      {/* biome-ignore lint/a11y/useSemanticElements: a map is no image file */}
      <div ref={holder} className="map-canvas" role="region" aria-label={label} />
      <p className="map-note">
        {zones.data?.tiles ? 'Map © OpenStreetMap. ' : ''}Zones drawn by this network. No map service is
        asked.
      </p>
    </div>
  );
}

function boundsOf(points: readonly { lat: number; lon: number }[]): LngLatBounds | undefined {
  if (points.length === 0) return undefined;
  const bounds = new LngLatBounds();
  for (const { lat, lon } of points) bounds.extend([lon, lat]);
  return bounds;
}

function labelZone(map: MapLibre, zone: { name: string; lat: number; lon: number }): Marker {
  const element = document.createElement('span');
  element.className = 'map-zone';
  element.textContent = zone.name;
  element.ariaHidden = 'true';
  return new Marker({ element }).setLngLat([zone.lon, zone.lat]).addTo(map);
}

function addPin(map: MapLibre, pin: Pin, onPin: Props['onPin']): Marker {
  const element = document.createElement(onPin ? 'button' : 'span');
  element.className = `pin pin-${pin.kind}${pin.selected ? ' pin-selected' : ''}`;
  const shape = document.createElement('b');
  shape.textContent = shapes[pin.kind];
  shape.ariaHidden = 'true';
  const text = document.createElement('span');
  text.textContent = pin.label;
  element.append(shape, text);
  if (onPin) element.addEventListener('click', () => onPin(pin.id));
  // A meet point is often where the incident is: its words stand on the other side.
  const meets = pin.kind === 'meet';
  return new Marker({ element, anchor: meets ? 'right' : 'left', offset: [meets ? 10 : -10, 0] })
    .setLngLat([pin.lon, pin.lat])
    .addTo(map);
}
