@echo off
rem Double-clicked files call this: windows.cmd check, windows.cmd site. UTF-8 with CRLF; nothing but ASCII above chcp.
setlocal
chcp 65001 >nul
cd /d "%~dp0.."
set PYTHONUTF8=1
set VENV=.venv\Scripts\python.exe
title 岗位手册
if exist .venv\ready.txt goto run

set PYTHON=py -3
%PYTHON% -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul
if not errorlevel 1 goto prepare
set PYTHON=python
%PYTHON% -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul
if errorlevel 1 goto nopython

:prepare
echo 第一次使用，正在准备，要几分钟。请不要关闭这个窗口。
%PYTHON% -m venv .venv
if errorlevel 1 goto failed
%VENV% -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
if errorlevel 1 goto failed
%VENV% -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
if errorlevel 1 goto failed
echo ready>.venv\ready.txt

:run
%VENV% build.py schemas >nul 2>nul
if "%1"=="site" goto site
echo 正在检查……
echo.
%VENV% build.py check
if errorlevel 1 goto faults
echo.
echo 检查通过：没有错误。有“警告”的话，请看一看要不要改。
goto end

:site
echo 正在检查并生成手册……
echo.
%VENV% build.py site
if errorlevel 1 goto faults
echo 手册已经在浏览器里打开。要发给别人，就把 site 文件夹整个发过去。
start "" "site\index.html"
goto end

:faults
echo.
echo 上面列出了错误：每一处都写着在哪个文件、第几行、怎么改。
echo 改好、保存以后，再双击一次。原来的手册没有动。
goto end

:nopython
echo 这台电脑上还没有 Python（要 3.11 或更新的版本），所以现在还不能检查。
echo.
echo   1. 打开 https://www.python.org/downloads/ 下载并安装，安装时勾选“Add python.exe to PATH”。
echo      公司的电脑不能自己装软件的话，请找信息部门帮忙。
echo   2. 装好以后，再双击一次这个文件。
goto end

:failed
echo.
echo 准备没有完成。多半是没有连上网络，或者公司的网络不让下载。
echo 请检查网络后再双击一次；还是不行，请把这个窗口拍下来，发给维护手册的同事。

:end
echo.
pause
