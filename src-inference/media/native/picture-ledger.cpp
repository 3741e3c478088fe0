#include "picture-ledger.h"

#include <algorithm>
#include <cmath>

namespace stepwatch {

namespace {

/** Of RTP's clock for video (RFC 3551, 5). */
constexpr double ticksPerSecond = 90000;
/** A jump of the sequence numbers by more is a sender that began anew. */
constexpr unsigned mostLost = 3000;
/** Enough for a median; a stream may change its rate. */
constexpr size_t keptIntervals = 31;
/** Pictures that wait for the decoder or for JavaScript; of more, the oldest are forgotten. */
constexpr size_t mostKept = 2000;
/** Where the rate is not known yet. */
constexpr GstClockTime usualInterval = GST_SECOND / 25;

double secondsOf(std::uint32_t ticks) { return ticks / ticksPerSecond; }

}  // namespace

void PictureLedger::addPacket(const Packet& packet) {
  const std::lock_guard lock(mutex_);
  if (!GST_CLOCK_TIME_IS_VALID(packet.time)) return;
  if (hasPacket_ && packet.source != last_.source) startOver();
  const unsigned step = hasPacket_ ? static_cast<std::uint16_t>(packet.sequence - last_.sequence) : 1;
  const bool isNewPicture = !hasPacket_ || packet.timestamp != last_.timestamp;
  if (step > 1) {
    addLoss(packet, step - 1);
  } else if (hasPacket_ && isNewPicture) {
    learnInterval(packet);
  }
  packets_++;
  if (isNewPicture) {
    pictures_++;
    sent_.insert(packet.time);
  }
  if (sent_.size() > mostKept) sent_.erase(sent_.begin());
  hasPacket_ = true;
  last_ = packet;
}

/** Another sender: nothing was lost between its packets and those before, and its pictures need none of them. */
void PictureLedger::startOver() {
  hasPacket_ = false;
  hasKeyFrame_ = false;
  intervals_.clear();
  interval_ = GST_CLOCK_TIME_NONE;
  damages_.clear();
}

void PictureLedger::addLoss(const Packet& packet, unsigned lost) {
  // The last packet of the picture before it may be among the lost ones.
  const GstClockTime from = last_.isLast ? packet.time : last_.time;
  // One packet alone that was the end of the picture before it: this picture is whole.
  const bool isWhole = packet.timestamp != last_.timestamp && lost == 1 && !last_.isLast;
  const GstClockTime through = isWhole ? last_.time : packet.time;
  if (isInDamage()) {
    damages_.back().throughKeyFrame = std::max(damages_.back().throughKeyFrame, through);
  } else {
    damages_.push_back({from, through, GST_CLOCK_TIME_NONE, {}});
  }
  damages_.back().losses.push_back({from, lost});
  if (lost <= mostLost) addWhollyLost(packet, lost);
}

/** Pictures of which not one packet came. */
void PictureLedger::addWhollyLost(const Packet& packet, unsigned lost) {
  const auto ticks = static_cast<std::uint32_t>(packet.timestamp - last_.timestamp);
  const bool isReordered = ticks > UINT32_MAX / 2;
  if (!GST_CLOCK_TIME_IS_VALID(interval_) || packet.time <= last_.time || isReordered) return;
  const auto pictures = static_cast<unsigned>(std::lround(secondsOf(ticks) * GST_SECOND / interval_));
  const unsigned count = pictures > 1 ? std::min(pictures - 1, lost) : 0;
  for (unsigned at = 1; at <= count; at++) {
    sent_.insert(last_.time + (packet.time - last_.time) * at / (count + 1));
  }
}

void PictureLedger::learnInterval(const Packet& packet) {
  const auto ticks = static_cast<std::uint32_t>(packet.timestamp - last_.timestamp);
  const bool isReordered = ticks > UINT32_MAX / 2;
  if (isReordered) return;
  intervals_.push_back(ticks);
  if (intervals_.size() > keptIntervals) intervals_.pop_front();
  std::vector<std::uint32_t> sorted(intervals_.begin(), intervals_.end());
  std::nth_element(sorted.begin(), sorted.begin() + sorted.size() / 2, sorted.end());
  interval_ = static_cast<GstClockTime>(secondsOf(sorted[sorted.size() / 2]) * GST_SECOND);
}

bool PictureLedger::addEncoded(GstClockTime time, bool isKeyFrame) {
  const std::lock_guard lock(mutex_);
  if (!hasPacket_) return true;
  hasKeyFrame_ = hasKeyFrame_ || isKeyFrame;
  if (isKeyFrame && isInDamage() && time > damages_.back().throughKeyFrame) damages_.back().to = time;
  return hasKeyFrame_ && !(leavesOutDamaged_ && damageOf(time) > 0);
}

bool PictureLedger::isInDamage() const {
  return !damages_.empty() && !GST_CLOCK_TIME_IS_VALID(damages_.back().to);
}

void PictureLedger::addDecoded(GstClockTime time, bool isCorrupted) {
  const std::lock_guard lock(mutex_);
  if (!hasPacket_ || !GST_CLOCK_TIME_IS_VALID(time)) return;
  const GstClockTime slack = (GST_CLOCK_TIME_IS_VALID(interval_) ? interval_ : usualInterval) / 2;
  const auto first = sent_.lower_bound(time > slack ? time - slack : 0);
  const auto missing = static_cast<guint64>(std::distance(sent_.begin(), first));
  sent_.erase(sent_.begin(), sent_.upper_bound(time + slack));
  const double damage = isCorrupted ? 1 : damageOf(time);
  counts_.shown++;
  counts_.damaged += damage > 0 ? 1 : 0;
  counts_.missing += missing;
  shown_.push_back({time, damage, missing});
  if (shown_.size() > mostKept) shown_.pop_front();
  while (damages_.size() > 1 && damages_.front().to + GST_SECOND < time) damages_.pop_front();
}

/**
 * What a packet lacked stays damaged until the next key frame, since each picture is made from the one before it: as a share of the
 * picture, the packets that were lost since then against those of a usual picture.
 */
double PictureLedger::damageOf(GstClockTime time) const {
  const auto damage = std::find_if(damages_.begin(), damages_.end(), [time](const Damage& one) {
    return time >= one.from && (!GST_CLOCK_TIME_IS_VALID(one.to) || time < one.to);
  });
  if (damage == damages_.end()) return 0;
  double lost = 0;
  for (const auto& loss : damage->losses) lost += loss.time <= time ? loss.packets : 0;
  return std::min(1.0, lost * static_cast<double>(pictures_) / static_cast<double>(packets_));
}

PictureLedger::Fate PictureLedger::take(GstClockTime time) {
  const std::lock_guard lock(mutex_);
  Fate fate;
  while (!shown_.empty() && shown_.front().time <= time) {
    fate.damage = shown_.front().damage;
    fate.missingBefore += shown_.front().missingBefore;
    shown_.pop_front();
  }
  return fate;
}

PictureLedger::Counts PictureLedger::counts() {
  const std::lock_guard lock(mutex_);
  return counts_;
}

bool PictureLedger::isUsed() {
  const std::lock_guard lock(mutex_);
  return hasPacket_;
}

}  // namespace stepwatch
