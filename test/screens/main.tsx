// One scene, named by the address: `?scene=fail&theme=light&language=es`.
import { createRoot } from 'react-dom/client';
import { Root } from '../../src-renderer/root.tsx';
import { createPreferences, createStation, languages, themes } from '../../src-renderer/station/index.ts';
import { memoryTransport } from './memory-transport.ts';
import { type SceneName, scenes, scriptOf } from './scenes.ts';

const asked = new URLSearchParams(window.location.search);
const name = asked.get('scene') ?? '';

if (name in scenes) await play(name as SceneName);
else listScenes();

async function play(scene: SceneName): Promise<void> {
  const response = await fetch('./bench.jpg');
  const isPicture = response.headers.get('content-type')?.startsWith('image/') === true;
  const picture = isPicture ? new Uint8Array(await response.arrayBuffer()) : null;
  const preferences = createPreferences('en');
  preferences.setState({
    theme: themes.find((one) => one === asked.get('theme')) ?? 'dark',
    language: languages.find((one) => one === asked.get('language')) ?? 'en',
    muted: true,
    liveView: 'engineer',
    largeVideo: false,
  });
  const station = createStation(memoryTransport(scriptOf(scene, picture)));
  createRoot(document.getElementById('root')!).render(<Root station={station} preferences={preferences} />);
}

function listScenes(): void {
  document.body.style.overflow = 'auto';
  createRoot(document.getElementById('root')!).render(
    <ul>
      {Object.keys(scenes).map((one) => (
        <li key={one}>
          <a href={`?scene=${one}`}>{one}</a>
        </li>
      ))}
    </ul>,
  );
}
