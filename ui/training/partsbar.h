#pragma once

#include <QWidget>

#include <array>

namespace lucency::ui {

/// Three parts of a whole side by side, each with its name and its share.
class PartsBar : public QWidget {
    Q_OBJECT

public:
    explicit PartsBar(QWidget* parent = nullptr);
    void setParts(const std::array<long, 3>& images);
    QSize sizeHint() const override { return {400, 46}; }

    static QColor colourOf(int part);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::array<long, 3> m_images{};
};

} // namespace lucency::ui
