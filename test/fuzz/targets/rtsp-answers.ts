// What an RTSP camera answers, with its description of the stream (SDP), to the source of a real engine. Answers stand one after another,
// `%%` between them; `CSEQ` and `PORT` become what they must be. After the last one the camera hangs up.

import { StationError } from '../../../src-inference/contract/index.ts';
import { makeColourModel } from '../../onnx-models.ts';
import { engineTrial } from '../engine-trial.ts';
import { mutateWords } from '../mutate-text.ts';
import { openScriptedServer, type Script } from '../scripted-server.ts';
import type { Target, Trial } from '../target.ts';

const between = '%%';
const ok = 'RTSP/1.0 200 OK\r\nCSeq: CSEQ\r\n';
const options = `${ok}Public: OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN\r\n\r\n`;
const sdp = [
  'v=0',
  'o=- 1 1 IN IP4 127.0.0.1',
  's=Camera',
  'c=IN IP4 0.0.0.0',
  't=0 0',
  'a=control:*',
  'a=range:npt=now-',
  'm=video 0 RTP/AVP 96',
  'b=AS:2000',
  'a=rtpmap:96 H264/90000',
  'a=fmtp:96 packetization-mode=1;profile-level-id=42C01E;sprop-parameter-sets=Z0LAHtkDxWhAAAADAEAAAAwDxYuS,aMuMsg==',
  'a=control:track1',
  '',
].join('\r\n');
const describe = `${ok}Content-Type: application/sdp\r\nContent-Base: rtsp://127.0.0.1:PORT/live/\r\nContent-Length: ${sdp.length}\r\n\r\n${sdp}`;
const setup = `${ok}Session: 12345678;timeout=60\r\nTransport: RTP/AVP/TCP;unicast;interleaved=0-1;ssrc=1234ABCD\r\n\r\n`;
const play = `${ok}Session: 12345678\r\nRange: npt=now-\r\nRTP-Info: url=rtsp://127.0.0.1:PORT/live/track1;seq=1;rtptime=0\r\n\r\n`;
const refused =
  'RTSP/1.0 401 Unauthorized\r\nCSeq: CSEQ\r\nWWW-Authenticate: Digest realm="a", nonce="b"\r\nWWW-Authenticate: Basic realm="a"\r\n\r\n';
const moved = 'RTSP/1.0 302 Moved\r\nCSeq: CSEQ\r\nLocation: rtsp://127.0.0.1:PORT/other\r\n\r\n';
/** One packet of the stream, and one that says nothing. */
const packets =
  '$\u0000\u0000\u0010\u0080\u0060\u0000\u0001\u0000\u0000\u0000\u0000\u0012\u0034AB\u0065\u0001\u0002\u0003$\u0001\u0000\u0004\u0000\u0000\u0000\u0000';

const words = [
  '\r\n',
  '\r\n\r\n',
  between,
  'm=audio 0 RTP/AVP 8\r\n',
  'm=video 0 RTP/AVP 26\r\n',
  'm=application 0 RTP/AVP 107\r\n',
  'a=rtpmap:96 H265/90000\r\n',
  'a=rtpmap:96 /0\r\n',
  'a=control:rtsp://127.0.0.1:PORT/\r\n',
  'a=range:npt=1-\r\n',
  'a=key-mgmt:mikey AAAA\r\n',
  'Content-Length: 99999999\r\n',
  'Content-Length: -1\r\n',
  'Content-Encoding: gzip\r\n',
  'CSeq: 0\r\n',
  'Session: \r\n',
  'interleaved=300-400',
  'RTSP/2.0 ',
  'GET_PARAMETER * RTSP/1.0\r\nCSeq: 1\r\n\r\n',
  '$\u0000\uffff',
  '\u0000',
  'c=IN IP6 ::1\r\n',
];

export const target: Target = {
  runsIn: 'processes',
  seeds: async () =>
    [
      [options, describe, setup, play],
      [options, describe, setup, play + packets],
      [options, refused, refused, describe],
      [options, moved, describe, setup, play],
      [options, describe],
    ].map((answers) => Buffer.from(answers.join(between), 'latin1')),
  mutate: mutateWords(words),
  async open(folder): Promise<Trial> {
    const model = makeColourModel(`${folder}/rtsp-model`);
    const server = await openScriptedServer();
    const trial = engineTrial(
      async (engine, input) => {
        // A camera that sends its clients back to itself is asked again: it goes on with its answers.
        const script = answersOf(Buffer.from(input).toString('latin1'), server.port);
        server.begin = () => script;
        await engine.request('openSource', {
          source: `rtsp://ana:b@127.0.0.1:${server.port}/live#transport=tcp&stall=0.5`,
        });
        const { error } = await engine.until('sourceState', (event) => event.error !== null);
        await engine.request('closeSource', null);
        throw StationError.from(error!);
      },
      (engine) => engine.request('openStation', { model, recipe: null, policy: null, recordDirectory: null }),
    );
    return {
      ...trial,
      async close() {
        await trial.close?.();
        await server.close();
      },
    };
  },
};

function answersOf(text: string, port: number): Script {
  const answers = text.replaceAll('PORT', String(port)).split(between);
  return (request) => {
    const number = /CSeq: *(\d+)/i.exec(request.toString('latin1'))?.[1] ?? '0';
    const answer = answers.shift();
    return answer === undefined ? null : Buffer.from(answer.replaceAll('CSEQ', number), 'latin1');
  };
}
