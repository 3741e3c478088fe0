"""An RTSP camera for the tests: rtsp-server.py PORT h264|h265|sound [USER PASSWORD]. Prints "ready" when it listens, and "login
refused" or "played" for each client."""
import sys

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtspServer  # noqa: E402

Gst.init(None)
port, codec, *login = sys.argv[1:]
server = GstRtspServer.RTSPServer(service=port, address="127.0.0.1")
factory = GstRtspServer.RTSPMediaFactory(shared=True)
sound = "( audiotestsrc is-live=true ! audio/x-raw,rate=8000 ! alawenc ! rtppcmapay name=pay0 pt=8 )"
picture = (
    "( videotestsrc is-live=true pattern=ball ! video/x-raw,format=I420,width=320,height=240,framerate=30/1 "
    f"! {codec.replace('h', 'x')}enc tune=zerolatency speed-preset=ultrafast key-int-max=10 ! rtp{codec}pay name=pay0 pt=96 )"
)
factory.set_launch(sound if codec == "sound" else picture)
if login:
    user, password = login
    auth = GstRtspServer.RTSPAuth()
    token = GstRtspServer.RTSPToken()
    token.set_string("media.factory.role", user)
    auth.add_basic(GstRtspServer.RTSPAuth.make_basic(user, password), token)
    server.set_auth(auth)
    factory.add_role_from_structure(
        Gst.Structure.from_string(f"{user}, media.factory.access=true, media.factory.construct=true;")[0]
    )
server.get_mount_points().add_factory("/live", factory)
server.attach(None)
print("ready", flush=True)
GLib.MainLoop().run()
